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

/// Bytes that an archive may unpack to in all, with the archives in it, whatever its ratio; above them [`RATIO`] holds
/// for it as a whole, so that members that share their bytes gain nothing.
pub const FREE_IN_ALL: u64 = 64 << 20;

/// Members of one archive, items of one feed, rows of one table that are looked at.
pub const MEMBERS: u64 = 50_000_000;

/// Bytes of a member that are held where its format must be read from several places (a ZIP or a Parquet table within
/// an archive), and bytes of a tar's member whatever it is.
pub const HELD: u64 = 256 << 20;

/// Bytes of the head of a record of a web archive, and of that of an answer in it.
pub const RECORD_HEAD: usize = 64 << 10;

/// Bytes that are read a second time because the lengths in a web archive or the quotes in a table are wrong. Beyond
/// them a reader only goes forward.
pub const AGAIN: u64 = 256 << 20;

/// Pages of a PDF. A newspaper has 60.
pub const PAGES: usize = 500;

/// Instructions on the pages of one PDF, and letters on them.
pub const INSTRUCTIONS: usize = 5_000_000;

/// Bytes of one row of a table.
pub const ROW: usize = 33 << 20;

/// Columns of a table.
pub const COLUMNS: usize = 10_000;

/// Bytes of the footer of a Parquet table.
pub const FOOTER: u64 = 64 << 20;

/// Bytes that the columns that are read take in one row group of a Parquet table, packed and unpacked. Writers make
/// groups of 128 MiB.
pub const GROUP: u64 = 2 << 30;
