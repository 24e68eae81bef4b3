//! EcoIndex of a page, from a reference that the user names: its tables are not free to give   ← serde_json.

use serde_json::Value;

use crate::output::measure::Cost;

/// The quantiles of pages of the web: `{"quantiles": {"dom_size": […], "nb_request": […], "response_size": […]}}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference([Vec<f64>; 3]);

/// Twenty steps between twenty-one quantiles.
const STEPS: usize = 20;

impl Reference {
    /// Reads a reference; none when it is not one.
    pub fn read(json: &str) -> Option<Reference> {
        let value: Value = serde_json::from_str(json).ok()?;
        let list = |name: &str| {
            let numbers = value.get("quantiles")?.get(name)?.as_array()?;
            let numbers: Vec<f64> = numbers.iter().filter_map(Value::as_f64).collect();
            (numbers.len() == STEPS + 1).then_some(numbers)
        };
        Some(Reference([list("dom_size")?, list("nb_request")?, list("response_size")?]))
    }

    /// From 0 to 100: `100 − 5 × (3 × nodes + 2 × requests + kilobytes) ÷ 6`, where each is a rank among the quantiles.
    pub fn score(&self, cost: &Cost) -> i64 {
        let [nodes, requests, size] = &self.0;
        let ranks = 3.0 * rank(nodes, cost.nodes as f64)
            + 2.0 * rank(requests, cost.files.len() as f64)
            + rank(size, cost.weight() as f64 / 1000.0);
        (100.0 - 5.0 * ranks / 6.0).round() as i64
    }
}

/// A is strictly above 80.
pub fn is_a(score: i64) -> bool {
    score > 80
}

/// Where a value stands among quantiles, between two of them by linear interpolation.
fn rank(quantiles: &[f64], value: f64) -> f64 {
    let above = quantiles.iter().skip(1).position(|quantile| value < *quantile);
    let Some(below) = above else { return STEPS as f64 };
    let (low, high) = (quantiles[below], quantiles[below + 1]);
    below as f64 + (value - low) / (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_goes_from_a_hundred_to_nothing() {
        let steps: Vec<String> = (0..21).map(|n| (n * 10).to_string()).collect();
        let list = steps.join(",");
        let json =
            format!("{{\"quantiles\":{{\"dom_size\":[{list}],\"nb_request\":[{list}],\"response_size\":[{list}]}}}}");
        let reference = Reference::read(&json);
        let cost = |nodes, files| Cost { nodes, files: vec![(String::new(), 0); files], ..Cost::default() };
        let score = |cost: Cost| reference.as_ref().map(|reference| reference.score(&cost));
        assert_eq!(score(cost(0, 0)), Some(100));
        // 15 nodes of 10 a step are a step and a half: 100 − 5 × 3 × 1.5 ÷ 6.
        assert_eq!(score(cost(15, 0)), Some(96));
        assert_eq!(score(cost(1000, 1000)), Some(17));
        assert!(is_a(81) && !is_a(80));
        assert_eq!(Reference::read("{}"), None);
    }
}
