//! Where PEP 810's `lazy` keyword may not stand, and the warning about an
//! import that only looks like one.
//!
//! CPython reports these from three places (its parser's actions, the symbol
//! table, the code generator); the order here gives the same error for a
//! statement that breaks several rules: `__future__`, function, class, `try`, star.

use core::ops::Range;

use super::{CompileResult, SyntaxWarningHandler, warn_ast_preprocess_syntax};
use crate::error::{CodegenError, CodegenErrorType};
use ruff_python_ast::{ExceptHandler, Mod, Stmt, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustpython_compiler_core::{PositionEncoding, SourceFile};

const KEYWORD: &str = "lazy";
const FUTURE: &str = "lazy from __future__ import is not allowed";

/// What encloses a statement, as far as the keyword cares: the innermost scope,
/// and whether there is a `try` statement around it in that scope.
#[derive(Clone, Copy)]
struct Place {
    scope: Scope,
    in_try: bool,
}

#[derive(Clone, Copy)]
enum Scope {
    Module,
    Class,
    Function,
}

impl Place {
    const fn of(scope: Scope) -> Self {
        Self {
            scope,
            in_try: false,
        }
    }
}

struct Checker<'a, 'h> {
    source_file: &'a SourceFile,
    warn: Option<&'a mut SyntaxWarningHandler<'h>>,
}

/// Reports the first statement in `ast` that misuses the keyword as a
/// `SyntaxError`, and warns about `from . lazy import name`.
pub fn check<'h>(
    ast: &Mod,
    source_file: &SourceFile,
    warn: Option<&mut SyntaxWarningHandler<'h>>,
) -> CompileResult<()> {
    let Mod::Module(module) = ast else {
        return Ok(());
    };
    // The word has to be there; most files are done here. A tree that was built
    // by a program has no source to look at.
    let text = source_file.source_text();
    if !text.is_empty() && !text.contains(KEYWORD) {
        return Ok(());
    }
    Checker { source_file, warn }.statements(&module.body, Place::of(Scope::Module))
}

/// What CPython's parser itself refuses, also when only a tree is asked for.
pub fn check_parsed(ast: &Mod, source_file: &SourceFile) -> CompileResult<()> {
    match check(ast, source_file, None) {
        Err(error) if error.error.to_string() == FUTURE => Err(error),
        _ => Ok(()),
    }
}

impl Checker<'_, '_> {
    fn statements(&mut self, body: &[Stmt], place: Place) -> CompileResult<()> {
        body.iter()
            .try_for_each(|statement| self.statement(statement, place))
    }

    fn statement(&mut self, statement: &Stmt, place: Place) -> CompileResult<()> {
        match statement {
            Stmt::Import(import) if import.is_lazy => {
                self.refuse_place("lazy import", place, import.range)
            }
            Stmt::ImportFrom(import) if import.is_lazy => self.lazy_from(import, place),
            Stmt::ImportFrom(import) => self.warn_about_module_lazy(import),
            Stmt::FunctionDef(def) => self.statements(&def.body, Place::of(Scope::Function)),
            Stmt::ClassDef(def) => self.statements(&def.body, Place::of(Scope::Class)),
            Stmt::Try(stmt) => {
                let place = Place {
                    in_try: true,
                    ..place
                };
                self.statements(&stmt.body, place)?;
                for ExceptHandler::ExceptHandler(handler) in &stmt.handlers {
                    self.statements(&handler.body, place)?;
                }
                self.statements(&stmt.orelse, place)?;
                self.statements(&stmt.finalbody, place)
            }
            Stmt::If(stmt) => {
                self.statements(&stmt.body, place)?;
                stmt.elif_else_clauses
                    .iter()
                    .try_for_each(|clause| self.statements(&clause.body, place))
            }
            Stmt::For(stmt) => {
                self.statements(&stmt.body, place)?;
                self.statements(&stmt.orelse, place)
            }
            Stmt::While(stmt) => {
                self.statements(&stmt.body, place)?;
                self.statements(&stmt.orelse, place)
            }
            Stmt::With(stmt) => self.statements(&stmt.body, place),
            Stmt::Match(stmt) => stmt
                .cases
                .iter()
                .try_for_each(|case| self.statements(&case.body, place)),
            _ => Ok(()),
        }
    }

    fn lazy_from(&self, import: &StmtImportFrom, place: Place) -> CompileResult<()> {
        if import.level == 0 && import.module.as_deref() == Some("__future__") {
            let start = import.range.start();
            let keyword = TextRange::at(start, TextSize::of(KEYWORD));
            return Err(self.error(FUTURE, keyword));
        }
        self.refuse_place("lazy from ... import", place, import.range)?;
        if import.names.iter().any(|alias| alias.name.as_str() == "*") {
            return Err(self.error("lazy from ... import * is not allowed", import.range));
        }
        Ok(())
    }

    fn refuse_place(&self, form: &str, place: Place, range: TextRange) -> CompileResult<()> {
        let place = match place.scope {
            Scope::Function => "functions",
            Scope::Class => "classes",
            Scope::Module if place.in_try => "try/except blocks",
            Scope::Module => return Ok(()),
        };
        Err(self.error(&format!("{form} not allowed inside {place}"), range))
    }

    /// `from . lazy import x` imports from a module called `lazy`.
    fn warn_about_module_lazy(&mut self, import: &StmtImportFrom) -> CompileResult<()> {
        let Some(module) = &import.module else {
            return Ok(());
        };
        let text = self.source_file.source_text();
        let before = span(import.range.start()..module.start());
        if import.level == 0
            || module.as_str() != KEYWORD
            || !text
                .get(before)
                .is_some_and(|before| before.ends_with(char::is_whitespace))
        {
            return Ok(());
        }
        let Some(warn) = self.warn.as_deref_mut() else {
            return Ok(());
        };
        let dots = ".".repeat(import.level as usize);
        let message = format!(
            "'from {dots} lazy import' is the same as 'from {dots}lazy import'; \
             did you mean 'lazy from {dots} import'?"
        );
        warn_ast_preprocess_syntax(self.source_file, warn, import.range, message)
    }

    fn error(&self, message: &str, range: TextRange) -> CodegenError {
        let source = self.source_file.to_source_code();
        let location = |offset| source.source_location(offset, PositionEncoding::Utf8);
        CodegenError {
            location: Some(location(range.start())),
            end_location: Some(location(range.end())),
            error: CodegenErrorType::SyntaxError(message.to_owned()),
            source_path: self.source_file.name().to_owned(),
        }
    }
}

fn span(range: Range<TextSize>) -> Range<usize> {
    range.start.to_usize()..range.end.to_usize()
}

/// Is the parser's complaint at byte `at` of `source` about `from x lazy import y`?
#[must_use]
pub fn is_misplaced_keyword(source: &str, at: usize) -> bool {
    let (Some(before), Some(rest)) = (source.get(..at), source.get(at..)) else {
        return false;
    };
    let line = before.rsplit(['\n', ';']).next().unwrap_or(before);
    let starts_from = line
        .trim_start()
        .strip_prefix("from")
        .is_some_and(|module| module.starts_with([' ', '\t', '.']) && !module.contains("import"));
    let follows = rest
        .strip_prefix(KEYWORD)
        .map(str::trim_start)
        .and_then(|rest| rest.strip_prefix("import"));
    starts_from
        && follows.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}
