//! Claims over invented articles.
