//! wire
/// x
pub struct DossierRecord;
