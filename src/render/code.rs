//! The address of a page as a code to photograph, for whoever holds it on paper             ← fast_qr.

use std::fmt::Write as _;

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use crate::data::Data;
use crate::model::Value;
use crate::site::Site;

/// The blank that readers of codes want around it, in modules (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The QR code of an address: {size, path}, an outline of its dark modules in a square of `size` units; null unless the
/// settings ask for it and the site has an address.
pub fn shown(site: &Site, address: Option<&str>) -> Data {
    let asked = site.config.value("print_code") == Some(&Value::Boolean(true));
    let Some(address) = address.filter(|_| asked) else { return Data::Null };
    let Ok(code) = QRBuilder::new(address).ecl(ECL::M).build() else { return Data::Null };
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|column| code[row][*column].value()).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + MARGIN, row + MARGIN);
            }
            column += run.max(1);
        }
    }
    Data::map([("size", Data::from(code.size + 2 * MARGIN)), ("path", Data::text(path))])
}
