//! Code for a tree.

use rustpython_sre_engine::{SreAtCode, SreFlag, SreOpcode};

use super::{
    Declined, Parsed,
    case::Folding,
    charset::optimized,
    prefix,
    tree::{Greed, Group, GroupWidths, Member, Node, Sequence},
};

/// The code of a whole pattern.
///
/// # Errors
/// When it is for Python's compiler.
pub(super) fn code(pattern: &Sequence, flags: SreFlag, groups: &GroupWidths) -> Parsed<Vec<u32>> {
    let mut code = Vec::new();
    prefix::write_info(pattern, flags, groups, &mut code);
    let mut emitter = Emitter { code, groups };
    emitter.sequence(pattern, flags)?;
    emitter.op(SreOpcode::SUCCESS);
    Ok(emitter.code)
}

struct Emitter<'a> {
    code: Vec<u32>,
    groups: &'a GroupWidths,
}

impl Emitter<'_> {
    fn op(&mut self, op: SreOpcode) {
        self.code.push(op as u32);
    }

    fn op_with(&mut self, op: SreOpcode, argument: u32) {
        self.code.extend([op as u32, argument]);
    }

    /// A place for the distance to somewhere behind it.
    fn distance(&mut self) -> usize {
        self.code.push(0);
        self.code.len() - 1
    }

    /// That somewhere is here.
    fn here(&mut self, distance: usize) {
        self.code[distance] = (self.code.len() - distance) as u32;
    }

    fn sequence(&mut self, sequence: &Sequence, flags: SreFlag) -> Parsed<()> {
        sequence
            .nodes
            .iter()
            .try_for_each(|node| self.node(node, flags))
    }

    fn node(&mut self, node: &Node, flags: SreFlag) -> Parsed<()> {
        match node {
            Node::Literal(character) => self.literal(*character, false, flags),
            Node::NotLiteral(character) => self.literal(*character, true, flags),
            Node::Any if flags.contains(SreFlag::DOTALL) => self.op(SreOpcode::ANY_ALL),
            Node::Any => self.op(SreOpcode::ANY),
            Node::Set(members) => self.set(members, flags),
            Node::At(at) => self.op_with(SreOpcode::AT, place(*at, flags) as u32),
            Node::Branch(items) => self.branch(items, flags)?,
            Node::Repeat {
                greed,
                min,
                max,
                body,
            } => self.repeat(*greed, [*min, *max], body, flags)?,
            Node::Group(group) => self.group(group, flags)?,
            Node::Atomic(body) => {
                self.op(SreOpcode::ATOMIC_GROUP);
                let end = self.distance();
                self.sequence(body, flags)?;
                self.op(SreOpcode::SUCCESS);
                self.here(end);
            }
            Node::Assert {
                negative,
                behind,
                body,
            } => self.assert(*negative, *behind, body, flags)?,
            Node::Failure => self.op(SreOpcode::FAILURE),
            Node::Reference(group) => {
                let op = match Folding::of(flags) {
                    Folding::None => SreOpcode::GROUPREF,
                    Folding::Ascii => SreOpcode::GROUPREF_IGNORE,
                    Folding::Unicode => SreOpcode::GROUPREF_UNI_IGNORE,
                };
                self.op_with(op, *group as u32 - 1);
            }
            Node::Conditional { group, yes, no } => {
                self.conditional(*group as u32, yes, no.as_ref(), flags)?;
            }
        }
        Ok(())
    }

    fn literal(&mut self, character: u32, negated: bool, flags: SreFlag) {
        let folding = Folding::of(flags);
        let [plain, ascii, unicode] = if negated {
            [
                SreOpcode::NOT_LITERAL,
                SreOpcode::NOT_LITERAL_IGNORE,
                SreOpcode::NOT_LITERAL_UNI_IGNORE,
            ]
        } else {
            [
                SreOpcode::LITERAL,
                SreOpcode::LITERAL_IGNORE,
                SreOpcode::LITERAL_UNI_IGNORE,
            ]
        };
        let lower = folding.lower(character);
        let has_twins = folding.twins(lower).next().is_some();
        match folding {
            _ if !folding.is_cased(character) => self.op_with(plain, character),
            Folding::None | Folding::Ascii => self.op_with(ascii, lower),
            Folding::Unicode if !has_twins => self.op_with(unicode, lower),
            Folding::Unicode => {
                self.op(SreOpcode::IN_UNI_IGNORE);
                let end = self.distance();
                if negated {
                    self.op(SreOpcode::NEGATE);
                }
                for same in core::iter::once(lower).chain(folding.twins(lower)) {
                    self.op_with(SreOpcode::LITERAL, same);
                }
                self.op(SreOpcode::FAILURE);
                self.here(end);
            }
        }
    }

    fn set(&mut self, members: &[Member], flags: SreFlag) {
        let folding = Folding::of(flags);
        let set = optimized(members, folding);
        if set.is_empty() {
            self.op(SreOpcode::FAILURE);
        } else if set.is_everything() {
            self.op(SreOpcode::ANY_ALL);
        } else {
            self.op(match folding {
                _ if !set.is_cased => SreOpcode::IN,
                Folding::None | Folding::Ascii => SreOpcode::IN_IGNORE,
                Folding::Unicode => SreOpcode::IN_UNI_IGNORE,
            });
            let end = self.distance();
            set.write(flags, &mut self.code);
            self.here(end);
        }
    }

    fn branch(&mut self, items: &[Sequence], flags: SreFlag) -> Parsed<()> {
        self.op(SreOpcode::BRANCH);
        let mut exits = Vec::with_capacity(items.len());
        for item in items {
            let next = self.distance();
            self.sequence(item, flags)?;
            self.op(SreOpcode::JUMP);
            exits.push(self.distance());
            self.here(next);
        }
        self.op(SreOpcode::FAILURE);
        exits.into_iter().for_each(|exit| self.here(exit));
        Ok(())
    }

    fn repeat(
        &mut self,
        greed: Greed,
        bounds: [u32; 2],
        body: &Sequence,
        flags: SreFlag,
    ) -> Parsed<()> {
        let is_simple = body.is_simple();
        self.op(match (greed, is_simple) {
            (Greed::Lazy, true) => SreOpcode::MIN_REPEAT_ONE,
            (Greed::Greedy, true) => SreOpcode::REPEAT_ONE,
            (Greed::Possessive, true) => SreOpcode::POSSESSIVE_REPEAT_ONE,
            (Greed::Lazy | Greed::Greedy, false) => SreOpcode::REPEAT,
            (Greed::Possessive, false) => SreOpcode::POSSESSIVE_REPEAT,
        });
        let end = self.distance();
        self.code.extend(bounds);
        self.sequence(body, flags)?;
        if is_simple {
            self.op(SreOpcode::SUCCESS);
            self.here(end);
        } else {
            self.here(end);
            self.op(match greed {
                Greed::Lazy => SreOpcode::MIN_UNTIL,
                Greed::Greedy => SreOpcode::MAX_UNTIL,
                Greed::Possessive => SreOpcode::SUCCESS,
            });
        }
        Ok(())
    }

    fn group(&mut self, group: &Group, flags: SreFlag) -> Parsed<()> {
        let mark = group.index.map(|index| (index as u32 - 1) * 2);
        if let Some(mark) = mark {
            self.op_with(SreOpcode::MARK, mark);
        }
        self.sequence(&group.body, group.flags(flags))?;
        if let Some(mark) = mark {
            self.op_with(SreOpcode::MARK, mark + 1);
        }
        Ok(())
    }

    fn assert(
        &mut self,
        negative: bool,
        behind: bool,
        body: &Sequence,
        flags: SreFlag,
    ) -> Parsed<()> {
        self.op(if negative {
            SreOpcode::ASSERT_NOT
        } else {
            SreOpcode::ASSERT
        });
        let end = self.distance();
        let back = if behind {
            let (least, most) = body.width(self.groups);
            let fixed = u32::try_from(least).ok().filter(|_| least == most);
            fixed.ok_or(Declined)?
        } else {
            0
        };
        self.code.push(back);
        self.sequence(body, flags)?;
        self.op(SreOpcode::SUCCESS);
        self.here(end);
        Ok(())
    }

    fn conditional(
        &mut self,
        group: u32,
        yes: &Sequence,
        no: Option<&Sequence>,
        flags: SreFlag,
    ) -> Parsed<()> {
        self.op_with(SreOpcode::GROUPREF_EXISTS, group - 1);
        let otherwise = self.distance();
        self.sequence(yes, flags)?;
        let no = no.filter(|no| !no.nodes.is_empty());
        let Some(no) = no else {
            self.here(otherwise);
            self.code[otherwise] += 1;
            return Ok(());
        };
        self.op(SreOpcode::JUMP);
        let end = self.distance();
        self.here(otherwise);
        self.code[otherwise] += 1;
        self.sequence(no, flags)?;
        self.here(end);
        Ok(())
    }
}

/// The place with what the flags make of it.
fn place(at: SreAtCode, flags: SreFlag) -> SreAtCode {
    let multiline = flags.contains(SreFlag::MULTILINE);
    let unicode = flags.contains(SreFlag::UNICODE);
    match at {
        SreAtCode::BEGINNING if multiline => SreAtCode::BEGINNING_LINE,
        SreAtCode::END if multiline => SreAtCode::END_LINE,
        SreAtCode::BOUNDARY if unicode => SreAtCode::UNI_BOUNDARY,
        SreAtCode::NON_BOUNDARY if unicode => SreAtCode::UNI_NON_BOUNDARY,
        at => at,
    }
}
