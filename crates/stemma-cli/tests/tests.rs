//! The contract of the program, as its users meet it. Contents:
//!
//! * `bad_input`: every kind of bad input is named, the rest of the batch is done;
//! * `clothes`: one article as page, feed, archive, agency format, table and mail;
//! * `archives`: what stands in archives, tables and print comes out as articles of its own;
//! * `fetch`: addresses as inputs, fetched from servers on this machine;
//! * `same_bytes`: the same results for any number of threads and any order of inputs;
//! * `records`: what the commands write has the form that the contract gives it;
//! * `demo`: the invented pile in `demo/` against its known truth;
//! * `seeds`: the five articles in `../shared/seeds`, where they are there;
//! * `stories`: a stream line by line, and roles;
//! * `translation`: a folder in two languages;
//! * `piles`: odd piles, and decisions of the user;
//! * `work`: work in progress of large piles is kept whole;
//! * `page`: the dossier in a real browser.

#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)] // A test says what it means by breaking off.

mod archives;
mod bad_input;
mod clothes;
mod demo;
mod fetch;
mod page;
mod piles;
mod records;
mod same_bytes;
mod seeds;
mod stories;
mod support;
mod translation;
mod work;
