//! Reading numbers from the bytes of the model.

/// What is left of the file.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    rest: &'static [u8],
}

impl Reader {
    /// At the start of `file`.
    pub fn new(file: &'static [u8]) -> Self {
        Self { rest: file }
    }

    /// The next `count` bytes.
    pub fn bytes(&mut self, count: usize) -> Option<&'static [u8]> {
        let (head, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(head)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    /// The next two bytes as a number.
    pub fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next four bytes as a number.
    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next eight bytes as a number.
    pub fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// The next `count` numbers of four bytes.
    pub fn f32s(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        Some(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    /// The next `count` numbers of four bytes.
    pub fn u32s(&mut self, count: usize) -> Option<Vec<u32>> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        Some(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    /// The next `count` numbers of two bytes.
    pub fn u16s(&mut self, count: usize) -> Option<Vec<u16>> {
        let bytes = self.bytes(count.checked_mul(2)?)?;
        Some(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect())
    }
}
