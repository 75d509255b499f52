//! Properties of quantities in any text.
