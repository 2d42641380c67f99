//! Finds a constant in a pool without comparing it with all of them.

use std::collections::{HashMap, hash_map::DefaultHasher};
use std::hash::{Hash, Hasher};

use rustpython_compiler_core::bytecode::ConstantData;

/// A pool of up to so many constants is searched from the start.
const SMALL: usize = 32;

/// The places of a pool's constants by a hash of what makes them equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConstantIndex {
    places: HashMap<u64, Vec<usize>>,
    /// How many of the pool's constants `places` has.
    known: usize,
}

impl ConstantIndex {
    /// The first of `constants` that `equal` takes for `wanted`.
    pub(crate) fn position(
        &mut self,
        constants: &[ConstantData],
        wanted: &ConstantData,
        equal: impl Fn(&ConstantData) -> bool,
    ) -> Option<usize> {
        if constants.len() <= SMALL {
            return constants.iter().position(equal);
        }
        self.catch_up(constants);
        let places = self.places.get(&key(wanted))?;
        places
            .iter()
            .copied()
            .find(|&place| constants.get(place).is_some_and(&equal))
    }

    /// Takes in what was added to the pool; it shrinks only with a new index.
    fn catch_up(&mut self, constants: &[ConstantData]) {
        for (place, constant) in constants.iter().enumerate().skip(self.known) {
            self.places.entry(key(constant)).or_default().push(place);
        }
        self.known = constants.len();
    }
}

fn key(constant: &ConstantData) -> u64 {
    let mut state = DefaultHasher::new();
    add(constant, &mut state);
    state.finish()
}

fn add(constant: &ConstantData, state: &mut DefaultHasher) {
    std::mem::discriminant(constant).hash(state);
    match constant {
        ConstantData::Tuple { elements } => {
            for element in elements {
                add(element, state);
            }
        }
        ConstantData::Slice { elements } => {
            for element in elements.iter() {
                add(element, state);
            }
        }
        // Equal ones can have their elements in different orders.
        ConstantData::Frozenset { .. } => {}
        // Two that are equal in all parts are one constant, where they lie does not matter.
        ConstantData::Code { code } => {
            code.first_line_number.hash(state);
            code.obj_name.hash(state);
        }
        simple => simple.hash(state),
    }
}
