//! Takes the versions of the libraries from the lock file, so that each engine tells which one it runs.

use std::fs;

const LOCK: &str = "../Cargo.lock";

fn main() {
    println!("cargo::rerun-if-changed={LOCK}");
    println!("cargo::rerun-if-changed=build.rs");
    let lock = fs::read_to_string(LOCK).expect("Cargo.lock lies beside the workspace");
    for name in ["kiddo", "linfa-nn", "smartcore"] {
        let entry = format!("name = \"{name}\"\nversion = \"");
        let (_, rest) = lock.split_once(&entry).expect("the lock file has every library");
        let version = rest.split('"').next().unwrap_or_default();
        println!("cargo::rustc-env=VERSION_{}={version}", name.to_uppercase().replace('-', "_"));
    }
}
