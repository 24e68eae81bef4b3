//! Words left in place of others in a header: the value is taken as not given.

use crate::diagnostic::{Diagnostic, Message, Report};
use crate::markdown::placeholder::{self, PLACEHOLDER};
use crate::yaml::{Node, Value};

/// Takes out the values that hold such words, and says so.
pub fn take(node: &mut Node, name: &str, report: &mut Report) {
    match &mut node.value {
        Value::Map(entries) => {
            for (key, node) in entries {
                take(node, &key.name, report);
            }
        }
        Value::List(items) => {
            // Brackets around words make a list.
            let words = match items.as_slice() {
                [Node { value: Value::Text(words, _), .. }] => format!("[{words}]"),
                _ => String::new(),
            };
            if !words.is_empty() && placeholder::find(&words) == Some(0..words.len()) {
                lost(node, name, &words, report);
            } else {
                items.iter_mut().for_each(|item| take(item, name, report));
            }
        }
        Value::Text(words, _) => {
            if let Some(found) = placeholder::find(words) {
                let words = words[found.clone()].to_owned();
                node.span = node.written().span(&found);
                lost(node, name, &words, report);
            }
        }
        Value::Null | Value::Lost => {}
    }
}

fn lost(node: &mut Node, name: &str, words: &str, report: &mut Report) {
    let message = Message::new("placeholder-value").with("words", words).with("field", name);
    report.add(Diagnostic::at(&PLACEHOLDER, node.span, message).help(Message::new("placeholder-value-help")));
    node.value = Value::Lost;
}
