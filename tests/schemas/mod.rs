//! Values against JSON Schemas; nothing is fetched.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// A schema, ready to judge values.
pub struct Schema(Schemas, SchemaIndex);

impl Schema {
    /// Reads a schema, which must be one itself.
    pub fn new(schema: Value) -> Schema {
        const NAME: &str = "https://exemple.fr/schema.json";
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.add_resource(NAME, schema).unwrap();
        let index = compiler.compile(NAME, &mut schemas).unwrap_or_else(|fault| panic!("{fault:#}"));
        Schema(schemas, index)
    }

    /// What is wrong with a value, and where in it; none when it follows the schema.
    pub fn faults(&self, value: &Value) -> Option<String> {
        self.0.validate(value, self.1).err().map(|fault| format!("{fault:#}"))
    }
}
