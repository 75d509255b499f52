//! What a reader holds at once, and what it unpacks. Every input is hostile; these are the only numbers.

/// Bytes looked at to tell a format.
pub const HEAD: u64 = 64 << 10;

/// Largest document in bytes, unpacked. A long book has 2 MB; what is larger is no article.
pub const DOCUMENT: u64 = 32 << 20;

/// Largest feed or message of an agency in bytes, unpacked: it is held whole, its items are given one by one. 100,000
/// items with their text have about 60 MB.
pub const FEED: u64 = 256 << 20;

/// Containers within containers: a mail in a ZIP in a tar.gz.
pub const DEPTH: usize = 4;

/// Bytes that one byte of an archive's member may unpack to, above [`FREE`]. Deflate reaches 1,032 on zeros; pages and
/// texts stay below 30.
pub const RATIO: u64 = 200;

/// Bytes that a member may unpack to whatever its ratio.
pub const FREE: u64 = 1 << 20;

/// Members of one archive, items of one feed, rows of one table that are looked at.
pub const MEMBERS: u64 = 50_000_000;
