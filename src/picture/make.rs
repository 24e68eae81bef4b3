//! A picture to WebP: read, turned, reduced and written                ← raster (image), fast_image_resize, webp.

use std::io::Cursor;

use fast_image_resize as resize;
use img_parts::ImageICC;
use img_parts::webp::WebP;
use raster::codecs::gif::GifDecoder;
use raster::codecs::jpeg::JpegDecoder;
use raster::codecs::png::PngDecoder;
use raster::codecs::webp::WebPDecoder;
use raster::metadata::Orientation;
use raster::{DynamicImage, ImageDecoder, ImageFormat};

use crate::picture::{Fault, Size, original};

/// What changes when the same picture gives other bytes than in the last version: quality, sizes, libraries.
pub const RECIPE: &str = "webp-78-1";
/// The quality of photographs, of 100.
const QUALITY: f32 = 78.0;
/// The most memory that the points of a picture may take, in bytes: 100 megapixels of four bytes, unless the settings
/// of the site allow more points.
const MEMORY: u64 = 400_000_000;
/// A longer colour profile is not carried.
const PROFILE: usize = 16 * 1024;
/// What stands around the points of a PNG, unpacked, takes at most this, in bytes.
const UNPACKED: u64 = 64 << 20;

/// The points of a picture, upright.
pub struct Points {
    image: DynamicImage,
    /// Of a camera rather than of a program: its points all differ.
    is_photograph: bool,
    /// Colours beyond those of sRGB need their profile, or they look dull.
    profile: Option<Vec<u8>>,
}

/// Reads a picture whose size is within bounds.
pub fn read(bytes: &[u8]) -> Result<Points, Fault> {
    let format = raster::guess_format(bytes).map_err(|_| Fault::Format)?;
    let mut decoder = open(format, bytes)?;
    let (width, height) = decoder.dimensions();
    if decoder.total_bytes() > MEMORY.max(u64::from(width) * u64::from(height) * 4) {
        return Err(Fault::Memory);
    }
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_needed(profile));
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Damaged)?;
    let profile = profile.filter(|_| image.color().has_color());
    image.apply_orientation(orientation);
    Ok(Points { image: eight_bits(image), is_photograph: format == ImageFormat::Jpeg, profile })
}

type Decoder<'a> = Box<dyn ImageDecoder + 'a>;

fn open(format: ImageFormat, bytes: &[u8]) -> Result<Decoder<'_>, Fault> {
    let source = Cursor::new(bytes);
    let damaged = |_| Fault::Damaged;
    Ok(match format {
        // The library fills what is missing with grey.
        ImageFormat::Jpeg if original::end_of_jpeg(bytes).is_none() => return Err(Fault::Damaged),
        ImageFormat::Jpeg => Box::new(JpegDecoder::new(source).map_err(damaged)?),
        ImageFormat::Gif => Box::new(GifDecoder::new(source).map_err(damaged)?),
        ImageFormat::Png => {
            // Words and profiles are packed: a few bytes may unfold to thousands of millions.
            let mut limits = raster::Limits::no_limits();
            limits.max_alloc = Some(UNPACKED);
            let decoder = PngDecoder::with_limits(source, limits).map_err(damaged)?;
            if decoder.is_apng().map_err(damaged)? {
                return Err(Fault::Moving);
            }
            Box::new(decoder)
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(source).map_err(damaged)?;
            if decoder.has_animation() {
                return Err(Fault::Moving);
            }
            Box::new(decoder)
        }
        _ => return Err(Fault::Format),
    })
}

/// Is it a profile of red, green and blue that is not sRGB?
fn is_needed(profile: &[u8]) -> bool {
    let names = |name: &[u8]| profile.windows(name.len()).any(|part| part == name);
    // The description of a profile is in ASCII, or in UTF-16 since its fourth version.
    let is_srgb = names(b"sRGB") || names(b"s\0R\0G\0B");
    profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ") && !is_srgb
}

/// Three or four bytes a point: four only when something shows through.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let image = image.into_rgba8();
    match image.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        true => DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).into_rgb8()),
        false => DynamicImage::ImageRgba8(image),
    }
}

impl Points {
    /// The picture at this size, as WebP without any metadata.
    pub fn webp(&self, (width, height): Size) -> Result<Vec<u8>, Fault> {
        let reduced = match (self.image.width(), self.image.height()) == (width, height) {
            true => self.image.as_bytes().to_vec(),
            false => self.reduced(width, height).ok_or(Fault::Damaged)?,
        };
        let layout = if self.image.color().has_alpha() { webp::PixelLayout::Rgba } else { webp::PixelLayout::Rgb };
        let encoder = webp::Encoder::new(&reduced, layout, width, height);
        let lossy = encoder.encode_simple(false, QUALITY).map_err(|_| Fault::Damaged)?;
        if self.is_photograph {
            return Ok(self.coloured(&lossy));
        }
        // What a program drew stays sharp, unless that is much heavier.
        let exact = encoder.encode_simple(true, QUALITY).map_err(|_| Fault::Damaged)?;
        Ok(self.coloured(if exact.len() <= lossy.len() * 3 / 2 { &exact } else { &lossy }))
    }

    fn reduced(&self, width: u32, height: u32) -> Option<Vec<u8>> {
        let kind = if self.image.color().has_alpha() { resize::PixelType::U8x4 } else { resize::PixelType::U8x3 };
        let (from_width, from_height) = (self.image.width(), self.image.height());
        let source = resize::images::ImageRef::new(from_width, from_height, self.image.as_bytes(), kind).ok()?;
        let mut reduced = resize::images::Image::new(width, height, kind);
        let filter = resize::ResizeAlg::Convolution(resize::FilterType::Lanczos3);
        let options = resize::ResizeOptions::new().resize_alg(filter);
        resize::Resizer::new().resize(&source, &mut reduced, &options).ok()?;
        Some(reduced.into_vec())
    }

    fn coloured(&self, bytes: &[u8]) -> Vec<u8> {
        let with = |profile: &Vec<u8>| {
            let mut picture = WebP::from_bytes(bytes.to_vec().into()).ok()?;
            picture.set_icc_profile(Some(profile.clone().into()));
            let mut bytes = Vec::new();
            picture.encoder().write_to(&mut bytes).ok()?;
            Some(bytes)
        };
        self.profile.as_ref().and_then(with).unwrap_or_else(|| bytes.to_vec())
    }
}
