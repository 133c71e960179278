//! Tells the program what it was built with, for `hello`.

use std::env;
use std::process::Command;

fn main() {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let said = Command::new(rustc).arg("--version").output();
    let line = said.map_or_else(|_| String::new(), |one| String::from_utf8_lossy(&one.stdout).into_owned());
    // `rustc 1.95.0 (59807616e 2026-04-14)`: commit and date say nothing more.
    let version: Vec<&str> = line.split_whitespace().take(2).collect();
    println!("cargo::rustc-env=KNNBENCH_RUSTC={}", version.join(" "));
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    println!("cargo::rustc-env=KNNBENCH_FLAGS={}", flags.replace('\u{1f}', " "));
    println!("cargo::rerun-if-env-changed=CARGO_ENCODED_RUSTFLAGS");
    println!("cargo::rerun-if-changed=build.rs");
}
