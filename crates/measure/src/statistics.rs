//! Medians, spreads, and how sure a ratio is.

use fastrand::Rng;
use serde::{Deserialize, Serialize};

/// How often the rounds are drawn anew for an interval.
const DRAWS: usize = 2000;
/// What an interval leaves out at each end: 2.5 % of the draws.
const TAIL: usize = DRAWS / 40;
/// The same for everyone, so that the same times give the same interval.
const SEED: u64 = 0x7079_7275_6e21;
/// A time further from the median than this many spreads is an outlier: 10 standard
/// deviations if the times were normally distributed.
const FAR: f64 = 14.826;

/// How a contender compares with the reference: the quotient of the medians, and where it
/// lies with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ratio {
    /// The quotient of the medians.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

/// The middle of `values`, or between the two in the middle; 0 of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    middle(&mut sorted)
}

/// The middle, for values that may be put into order.
fn middle(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    match values {
        [] => 0.0,
        _ if values.len() % 2 == 1 => values[half],
        _ => f64::midpoint(values[half - 1], values[half]),
    }
}

/// The median distance from the median (MAD): a spread that single outliers do not reach.
pub fn spread(values: &[f64]) -> f64 {
    let centre = median(values);
    let mut distances: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    middle(&mut distances)
}

/// Which of `values` lie so far out that something else must have happened.
pub fn outliers(values: &[f64]) -> Vec<usize> {
    let (centre, spread) = (median(values), spread(values));
    let far = |value: &f64| (value - centre).abs() > FAR * spread;
    let all = values.iter().enumerate();
    all.filter(|(_, value)| spread > 0.0 && far(value))
        .map(|(index, _)| index)
        .collect()
}

/// `values` over `reference`, which have been measured in the same rounds: the interval
/// comes from drawing rounds (both of their values together) with replacement.
///
/// None if there are no rounds, their numbers differ, or the reference takes no time.
pub fn ratio(values: &[f64], reference: &[f64]) -> Option<Ratio> {
    let count = values.len();
    if count == 0 || count != reference.len() || median(reference) <= 0.0 {
        return None;
    }
    let mut random = Rng::with_seed(SEED);
    let mut drawn = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut quotients: Vec<f64> = (0..DRAWS)
        .map(|_| {
            drawn.0.clear();
            drawn.1.clear();
            for _ in 0..count {
                let round = random.usize(..count);
                drawn.0.push(values[round]);
                drawn.1.push(reference[round]);
            }
            middle(&mut drawn.0) / middle(&mut drawn.1)
        })
        .collect();
    quotients.sort_unstable_by(f64::total_cmp);
    Some(Ratio {
        value: median(values) / median(reference),
        low: quotients[TAIL],
        high: quotients[DRAWS - 1 - TAIL],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_spreads_of_known_values() {
        assert_eq!(median(&[5.0, 1.0, 3.0]).to_bits(), 3.0_f64.to_bits());
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]).to_bits(), 2.5_f64.to_bits());
        assert_eq!(median(&[]).to_bits(), 0.0_f64.to_bits());
        // Distances from 2: 1, 1, 0, 0, 2, 4, 7.
        let values = [1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0];
        assert_eq!(spread(&values).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn outliers_are_far_from_the_others() {
        let values = [30.0, 10.0, 10.1, 9.9, 10.2, 9.8, 10.0];
        assert_eq!(outliers(&values), [0]);
        assert!(outliers(&[10.0, 10.0, 10.0]).is_empty());
        assert!(outliers(&values[1..]).is_empty());
    }

    #[test]
    fn a_ratio_without_noise_is_certain() {
        let ratio = ratio(&[5.0; 9], &[10.0; 9]).expect("a ratio");
        assert_eq!((ratio.value, ratio.low, ratio.high), (0.5, 0.5, 0.5));
    }

    #[test]
    fn noise_common_to_a_round_does_not_widen_the_interval() {
        // The machine slows down from round to round, by the same factor for both.
        let reference: Vec<f64> = (0..15).map(|round| 10.0 + f64::from(round)).collect();
        let values: Vec<f64> = reference.iter().map(|time| time * 0.8).collect();
        let ratio = ratio(&values, &reference).expect("a ratio");
        assert!((ratio.low - 0.8).abs() < 1e-9 && (ratio.high - 0.8).abs() < 1e-9);
    }

    #[test]
    fn the_interval_is_the_same_every_time_and_holds_the_ratio() {
        let values = [9.0, 11.0, 10.0, 12.0, 8.0, 10.5, 9.5];
        let reference = [10.0, 10.0, 11.0, 9.0, 10.0, 10.2, 9.9];
        let first = ratio(&values, &reference).expect("a ratio");
        assert_eq!(Some(first), ratio(&values, &reference));
        assert!(first.low <= first.value && first.value <= first.high);
        assert!(first.low < 1.0 && first.high > 1.0);
    }

    #[test]
    fn no_ratio_of_nothing() {
        assert_eq!(ratio(&[], &[]), None);
        assert_eq!(ratio(&[1.0], &[1.0, 2.0]), None);
        assert_eq!(ratio(&[1.0], &[0.0]), None);
    }
}
