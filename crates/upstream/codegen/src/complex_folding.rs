//! Complex arithmetic of constants, as far as the compiler does it.
//!
//! A real operand has no imaginary part: `1 - 0j` is `1-0j`. What is not plain in
//! both parts (quotients, powers) is left to the interpreter, which scales.

use num_complex::Complex;
use rustpython_compiler_core::bytecode::{ConstantData, oparg::BinaryOperator};

/// `left op right`, unless that is for the interpreter to compute.
pub(crate) fn of_complex(
    left: Complex<f64>,
    right: Complex<f64>,
    op: BinaryOperator,
) -> Option<ConstantData> {
    constant(match op {
        BinaryOperator::Add => left + right,
        BinaryOperator::Subtract => left - right,
        BinaryOperator::Multiply => left * right,
        _ => return None,
    })
}

/// The same with a real number on the left.
pub(crate) fn of_real_and_complex(
    left: f64,
    right: Complex<f64>,
    op: BinaryOperator,
) -> Option<ConstantData> {
    constant(match op {
        BinaryOperator::Add => Complex::new(left + right.re, right.im),
        BinaryOperator::Subtract => Complex::new(left - right.re, -right.im),
        BinaryOperator::Multiply => Complex::new(left * right.re, left * right.im),
        _ => return None,
    })
}

/// The same with a real number on the right.
pub(crate) fn of_complex_and_real(
    left: Complex<f64>,
    right: f64,
    op: BinaryOperator,
) -> Option<ConstantData> {
    constant(match op {
        BinaryOperator::Add => Complex::new(left.re + right, left.im),
        BinaryOperator::Subtract => Complex::new(left.re - right, left.im),
        BinaryOperator::Multiply => Complex::new(left.re * right, left.im * right),
        _ => return None,
    })
}

/// Infinities and nan have rules of their own: the interpreter's.
fn constant(value: Complex<f64>) -> Option<ConstantData> {
    value.is_finite().then_some(ConstantData::Complex { value })
}
