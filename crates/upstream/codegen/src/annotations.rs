//! Numbers for annotations that may or may not be reached (PEP 649).
//!
//! The code of a body notes the number of each such annotation it reaches, and
//! `__annotate__` leaves out those whose number was not noted: both have to use
//! the same numbers, in whatever order and however often the compiler comes by.

use ruff_python_ast::{self as ast, HasNodeIndex};

use super::Compiler;

impl Compiler<'_> {
    /// Writes onto the annotations of `body` the numbers they have in
    /// `__annotate__`. Copies of a `finally` body are made later and have them.
    pub(super) fn number_conditional_annotations(&self, body: &[ast::Stmt]) {
        let table = self.current_symbol_table();
        if !table.has_conditional_annotations {
            return;
        }
        let stored = Self::collect_annotations(body, table.typ)
            .into_iter()
            .filter(|(statement, conditional)| {
                *conditional && statement.simple && matches!(*statement.target, ast::Expr::Name(_))
            });
        for (number, (statement, _)) in (0_u32..).zip(stored) {
            let index = ast::NodeIndex::from(number);
            statement.annotation.node_index().set(index);
        }
    }
}

/// What `number_conditional_annotations` wrote onto `annotation`.
pub(super) fn number(annotation: &ast::Expr) -> Option<u32> {
    annotation.node_index().load().as_u32()
}
