//! How the tests with random inputs are run.

use proptest::test_runner::{Config, RngSeed};

/// Every day the same few inputs, so that a change is never blamed for what another one did.
/// `PROPTEST_CASES=2000` tries that many others.
pub fn config(everyday: u32) -> Config {
    let config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    Config { cases: everyday, rng_seed: RngSeed::Fixed(2011), ..config }
}
