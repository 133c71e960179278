use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

const MAX_MESSAGE_CHARACTERS: usize = 2000;

/// Why something could not be done, as the host is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(crate) kind: Kind,
    pub(crate) message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Unsupported,
    Error,
}

impl Fault {
    /// Something that went wrong.
    pub fn error(message: impl fmt::Display) -> Self {
        Self::new(Kind::Error, message)
    }

    /// Something the engine cannot do and never promised.
    pub fn unsupported(message: impl fmt::Display) -> Self {
        Self::new(Kind::Unsupported, message)
    }

    fn new(kind: Kind, message: impl fmt::Display) -> Self {
        Self { kind, message: message.to_string().chars().take(MAX_MESSAGE_CHARACTERS).collect() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Runs `action`; a panic in it becomes a fault.
pub(crate) fn guarded<T>(action: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    // What a panic leaves half done is the model of one engine, which is not asked again.
    catch_unwind(AssertUnwindSafe(action))
        .unwrap_or_else(|payload| Err(Fault::error(format!("panicked: {}", words_of(payload.as_ref())))))
}

fn words_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_fault_with_its_words() {
        assert_eq!(
            guarded::<()>(|| panic!("leaf {} is full", 3)),
            Err(Fault::error("panicked: leaf 3 is full"))
        );
    }

    #[test]
    fn what_went_well_is_passed_on() {
        assert_eq!(guarded(|| Ok(3)), Ok(3));
    }
}
