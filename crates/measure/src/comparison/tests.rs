//! Verdicts and warnings of times that are made up.

use super::*;

fn verdict(times: &[f64], reference: &[f64]) -> Verdict {
    Verdict::of(&ratio(times, reference).expect("a ratio"), times, reference)
}

/// Times around `centre` that differ by about a hundredth.
fn steady(centre: f64) -> Vec<f64> {
    [1.0, 1.01, 0.99, 1.005, 0.995, 1.0, 1.002]
        .iter()
        .map(|factor| centre * factor)
        .collect()
}

#[test]
fn clear_differences() {
    assert_eq!(verdict(&steady(5.0), &steady(10.0)), Verdict::Faster);
    assert_eq!(verdict(&steady(10.0), &steady(5.0)), Verdict::Slower);
    assert_eq!(verdict(&steady(10.0), &steady(10.0)), Verdict::Same);
}

#[test]
fn an_interval_on_both_sides_of_one_is_noise() {
    let reference = [10.0, 10.5, 11.0, 9.5, 9.0, 10.2, 9.8];
    let times = [9.5, 11.0, 10.0, 10.4, 9.1, 9.3, 10.9];
    assert_eq!(verdict(&times, &reference), Verdict::Noisy);
}

#[test]
fn wide_spreads_are_noise_whatever_the_ratio() {
    let wild = [1.0, 9.0, 2.0, 8.0, 3.0, 7.0, 5.0];
    assert_eq!(verdict(&wild, &steady(100.0)), Verdict::Noisy);
    assert_eq!(verdict(&steady(100.0), &wild), Verdict::Noisy);
}

#[test]
fn few_runs_say_nothing() {
    assert_eq!(verdict(&[5.0; 4], &[10.0; 4]), Verdict::TooFew);
}

#[test]
fn a_slow_first_run_is_told_apart_from_other_outliers() {
    let mut times = steady(10.0);
    times[0] = 30.0;
    assert_eq!(warnings(&times), [Warning::SlowFirstRun]);
    times[3] = 40.0;
    assert_eq!(
        warnings(&times),
        [Warning::SlowFirstRun, Warning::Outliers(1)]
    );
    assert!(warnings(&steady(10.0)).is_empty());
}
