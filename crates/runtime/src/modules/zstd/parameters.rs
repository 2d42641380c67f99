//! zstd's parameters by the numbers that Python code knows them by.

use zstd::zstd_safe::{
    CParameter, Strategy, get_error_name,
    zstd_sys::{
        ZSTD_bounds, ZSTD_cParam_getBounds, ZSTD_cParameter as Id, ZSTD_dParam_getBounds,
        ZSTD_dParameter, ZSTD_isError,
    },
};

/// Compression parameters: name of the constant and of the error messages.
pub(super) const COMPRESSION: [(&str, &str, Id); 19] = [
    (
        "ZSTD_c_compressionLevel",
        "compression_level",
        Id::ZSTD_c_compressionLevel,
    ),
    ("ZSTD_c_windowLog", "window_log", Id::ZSTD_c_windowLog),
    ("ZSTD_c_hashLog", "hash_log", Id::ZSTD_c_hashLog),
    ("ZSTD_c_chainLog", "chain_log", Id::ZSTD_c_chainLog),
    ("ZSTD_c_searchLog", "search_log", Id::ZSTD_c_searchLog),
    ("ZSTD_c_minMatch", "min_match", Id::ZSTD_c_minMatch),
    (
        "ZSTD_c_targetLength",
        "target_length",
        Id::ZSTD_c_targetLength,
    ),
    ("ZSTD_c_strategy", "strategy", Id::ZSTD_c_strategy),
    (
        "ZSTD_c_enableLongDistanceMatching",
        "enable_long_distance_matching",
        Id::ZSTD_c_enableLongDistanceMatching,
    ),
    ("ZSTD_c_ldmHashLog", "ldm_hash_log", Id::ZSTD_c_ldmHashLog),
    (
        "ZSTD_c_ldmMinMatch",
        "ldm_min_match",
        Id::ZSTD_c_ldmMinMatch,
    ),
    (
        "ZSTD_c_ldmBucketSizeLog",
        "ldm_bucket_size_log",
        Id::ZSTD_c_ldmBucketSizeLog,
    ),
    (
        "ZSTD_c_ldmHashRateLog",
        "ldm_hash_rate_log",
        Id::ZSTD_c_ldmHashRateLog,
    ),
    (
        "ZSTD_c_contentSizeFlag",
        "content_size_flag",
        Id::ZSTD_c_contentSizeFlag,
    ),
    (
        "ZSTD_c_checksumFlag",
        "checksum_flag",
        Id::ZSTD_c_checksumFlag,
    ),
    ("ZSTD_c_dictIDFlag", "dict_id_flag", Id::ZSTD_c_dictIDFlag),
    ("ZSTD_c_nbWorkers", "nb_workers", Id::ZSTD_c_nbWorkers),
    ("ZSTD_c_jobSize", "job_size", Id::ZSTD_c_jobSize),
    ("ZSTD_c_overlapLog", "overlap_log", Id::ZSTD_c_overlapLog),
];

/// The only decompression parameter.
pub(super) const WINDOW_LOG_MAX: i32 = ZSTD_dParameter::ZSTD_d_windowLogMax as i32;

/// From fast to strong; the first is 1.
pub(super) const STRATEGIES: [(&str, Strategy); 9] = [
    ("ZSTD_fast", Strategy::ZSTD_fast),
    ("ZSTD_dfast", Strategy::ZSTD_dfast),
    ("ZSTD_greedy", Strategy::ZSTD_greedy),
    ("ZSTD_lazy", Strategy::ZSTD_lazy),
    ("ZSTD_lazy2", Strategy::ZSTD_lazy2),
    ("ZSTD_btlazy2", Strategy::ZSTD_btlazy2),
    ("ZSTD_btopt", Strategy::ZSTD_btopt),
    ("ZSTD_btultra", Strategy::ZSTD_btultra),
    ("ZSTD_btultra2", Strategy::ZSTD_btultra2),
];

fn find(id: i32) -> Option<(&'static str, Id)> {
    COMPRESSION
        .into_iter()
        .find(|(_, _, known)| *known as i32 == id)
        .map(|(_, name, known)| (name, known))
}

fn checked(bounds: &ZSTD_bounds) -> Result<(i32, i32), String> {
    // SAFETY: looks at a number.
    if unsafe { ZSTD_isError(bounds.error) } != 0 {
        return Err(get_error_name(bounds.error).to_owned());
    }
    Ok((bounds.lowerBound, bounds.upperBound))
}

/// The least and the greatest value of a compression parameter.
pub(super) fn compression_bounds(id: i32) -> Result<(i32, i32), String> {
    let (_, id) = find(id).ok_or("Unsupported parameter")?;
    // SAFETY: takes a number and returns numbers.
    checked(&unsafe { ZSTD_cParam_getBounds(id) })
}

/// The least and the greatest value of a decompression parameter.
pub(super) fn decompression_bounds(id: i32) -> Result<(i32, i32), String> {
    if id != WINDOW_LOG_MAX {
        return Err("Unsupported parameter".to_owned());
    }
    // SAFETY: takes a number and returns numbers.
    checked(&unsafe { ZSTD_dParam_getBounds(ZSTD_dParameter::ZSTD_d_windowLogMax) })
}

/// What to set for a compression parameter: nothing if `value` leaves the choice
/// to zstd, as 0 does for most, and an error message if there is no such value.
pub(super) fn compression(id: i32, value: i32) -> Result<Option<CParameter>, String> {
    let Some((name, known)) = find(id) else {
        return Err(unknown("compression", id));
    };
    let (low, high) = compression_bounds(id)?;
    if value == 0 && low > 0 {
        return Ok(None);
    }
    if !(low..=high).contains(&value) {
        return Err(illegal("compression", name, value, (low, high)));
    }
    Ok(parameter(known, value))
}

/// The value for the decompression parameter `id`, or an error message.
pub(super) fn window_log_max(id: i32, value: i32) -> Result<Option<u32>, String> {
    let Ok((low, high)) = decompression_bounds(id) else {
        return Err(unknown("decompression", id));
    };
    if value == 0 {
        return Ok(None);
    }
    match u32::try_from(value) {
        Ok(log) if (low..=high).contains(&value) => Ok(Some(log)),
        _ => Err(illegal(
            "decompression",
            "window_log_max",
            value,
            (low, high),
        )),
    }
}

fn unknown(kind: &str, id: i32) -> String {
    format!("invalid {kind} parameter 'unknown parameter (key {id})'")
}

fn illegal(kind: &str, name: &str, value: i32, (low, high): (i32, i32)) -> String {
    format!(
        "{kind} parameter '{name}' received an illegal value {value}; the valid range is [{low}, {high}]"
    )
}

/// `value` is within its bounds, and so not negative but for levels.
fn parameter(id: Id, value: i32) -> Option<CParameter> {
    let number = value.unsigned_abs();
    let flag = value == 1;
    Some(match id {
        Id::ZSTD_c_compressionLevel => CParameter::CompressionLevel(value),
        Id::ZSTD_c_windowLog => CParameter::WindowLog(number),
        Id::ZSTD_c_hashLog => CParameter::HashLog(number),
        Id::ZSTD_c_chainLog => CParameter::ChainLog(number),
        Id::ZSTD_c_searchLog => CParameter::SearchLog(number),
        Id::ZSTD_c_minMatch => CParameter::MinMatch(number),
        Id::ZSTD_c_targetLength => CParameter::TargetLength(number),
        Id::ZSTD_c_strategy => {
            let (_, strategy) = STRATEGIES.get(usize::try_from(value - 1).ok()?)?;
            CParameter::Strategy(*strategy)
        }
        Id::ZSTD_c_enableLongDistanceMatching => CParameter::EnableLongDistanceMatching(flag),
        Id::ZSTD_c_ldmHashLog => CParameter::LdmHashLog(number),
        Id::ZSTD_c_ldmMinMatch => CParameter::LdmMinMatch(number),
        Id::ZSTD_c_ldmBucketSizeLog => CParameter::LdmBucketSizeLog(number),
        Id::ZSTD_c_ldmHashRateLog => CParameter::LdmHashRateLog(number),
        Id::ZSTD_c_contentSizeFlag => CParameter::ContentSizeFlag(flag),
        Id::ZSTD_c_checksumFlag => CParameter::ChecksumFlag(flag),
        Id::ZSTD_c_dictIDFlag => CParameter::DictIdFlag(flag),
        Id::ZSTD_c_nbWorkers => CParameter::NbWorkers(number),
        Id::ZSTD_c_jobSize => CParameter::JobSize(number),
        Id::ZSTD_c_overlapLog => CParameter::OverlapSizeLog(number),
        _ => return None,
    })
}
