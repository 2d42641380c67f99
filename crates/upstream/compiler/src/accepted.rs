//! What is still wrong with a program that the parser accepts.
//!
//! Upstream searches the text for it and takes comments and strings for code.
//! The parser and the lexer know better, so they are asked here.

use ruff_python_parser::lexer::lex;
use ruff_python_parser::{Parsed, UnsupportedSyntaxErrorKind};
use ruff_source_file::SourceFile;
use ruff_text_size::Ranged;

use super::{CompileError, CpythonDiagnostic, TokenKind, ast, parser};

/// How many brackets may be open at once, as in CPython.
const MAX_OPEN_BRACKETS: usize = 200;

/// The error for syntax that Python once had and the parser still reads: of all
/// that CPython 3.14 rejects, the parser itself lets only `f((a)=1)` pass.
pub(super) fn removed_syntax_error(
    source_file: &SourceFile,
    parsed: &Parsed<ast::Mod>,
) -> Option<CompileError> {
    let name = parsed
        .unsupported_syntax_errors()
        .iter()
        .find(|error| {
            matches!(
                error.kind,
                UnsupportedSyntaxErrorKind::ParenthesizedKeywordArgumentName
            )
        })?
        .range;
    // From the name without its brackets to the sign behind it.
    let start = parsed.tokens().iter().find(|token| {
        token.start() >= name.start()
            && !matches!(
                token.kind(),
                TokenKind::Lpar | TokenKind::Comment | TokenKind::NonLogicalNewline
            )
    })?;
    let end = parsed
        .tokens()
        .iter()
        .find(|token| token.start() >= name.end() && token.kind() == TokenKind::Equal)?;
    let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
    let diagnostic = CpythonDiagnostic::new(
        message.to_owned(),
        start.start().to_usize(),
        end.end().to_usize(),
    );
    Some(CompileError::from_source_error(source_file, diagnostic))
}

/// Whether more brackets are open somewhere than may be.
///
/// Reads the source without building a tree, which could overflow the stack.
pub(super) fn too_many_open_brackets(source: &str) -> bool {
    let mut lexer = lex(source, parser::Mode::Module);
    let mut open = 0_usize;
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return false,
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                open += 1;
                if open > MAX_OPEN_BRACKETS {
                    return true;
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                open = open.saturating_sub(1);
            }
            _ => {}
        }
    }
}
