//! Arithmetic that does not need arbitrary precision.

use malachite_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// The quotient of two integers if floats can compute it: both are floats exactly, or
/// there is nothing to divide. It has the sign of the operands also when it is zero.
pub(crate) fn float_quotient(numerator: &BigInt, denominator: &BigInt) -> Option<f64> {
    if let (Some(numerator), Some(denominator)) = (exact_float(numerator), exact_float(denominator))
    {
        return Some(numerator / denominator);
    }
    (numerator.sign() == Sign::NoSign).then(|| match denominator.sign() {
        Sign::Minus => -0.0,
        _ => 0.0,
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there is none up to the number of digits that a float has"
)]
fn exact_float(integer: &BigInt) -> Option<f64> {
    const LIMIT: u64 = 1 << f64::MANTISSA_DIGITS;
    let integer = integer.to_i64()?;
    (integer.unsigned_abs() <= LIMIT).then_some(integer as f64)
}
