//! Numbers for the features of the models: words and templates hashed to 32 bits, the same on every machine.

/// FNV-1a (Fowler, Noll, Vo) over bytes.
pub fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

/// One feature from its template and one or two values; the last steps of MurmurHash3 (Appleby) spread the bits.
pub fn mix(template: u32, a: u32, b: u32) -> u32 {
    let mut h = template.wrapping_mul(0x9e37_79b1)
        ^ a.wrapping_mul(0x85eb_ca6b)
        ^ b.rotate_left(13).wrapping_mul(0xc2b2_ae35);
    h ^= h >> 16;
    h = h.wrapping_mul(0x7feb_352d);
    h ^= h >> 15;
    h = h.wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}
