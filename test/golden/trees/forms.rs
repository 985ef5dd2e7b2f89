//! One of everything.
#![allow(dead_code)]
use std::{collections::HashMap as Map, fmt::{self, Display}};

/// A pair.
#[derive(Debug, Clone)]
pub struct Pair<'a, T: Display + ?Sized, const N: usize> where T: 'a { key: &'a T, list: [u8; N] }

pub enum Shape { Unit, Tuple(f64, f64), Named { side: u32 } }

impl<'a, T: Display, const N: usize> fmt::Display for Pair<'a, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}", self.key) }
}

macro_rules! square { ($x:expr) => { $x * $x }; }

async unsafe fn run(shape: Shape) -> Result<impl Iterator<Item = u8>, Box<dyn std::error::Error>> {
    let text = r#"raw "text""#;
    let bytes = b"bytes\x00";
    let label = 'outer: loop { break 'outer square!(3_u64); };
    match shape {
        Shape::Tuple(x, ..) if x > 1.5e3 => {}
        Shape::Named { side: 0..=9 } | Shape::Unit => (),
        _ => unreachable!(),
    }
    let closure = move |n: u8| -> u8 { n.wrapping_add(label as u8) };
    let _: Map<&str, u8> = Map::new();
    Ok(text.bytes().chain(bytes.iter().copied()).map(closure))
}

fn broken(x: { }
