use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process;

use crate::{Fault, Matrix};

const MAGIC: &[u8] = b"\x93NUMPY";
/// The data begins at a multiple of this.
const ALIGNMENT: usize = 64;
/// NumPy itself writes less than 1 KiB for plain arrays; more is not one of ours.
const MAX_HEADER_BYTES: usize = 65_536;
const CHUNK_BYTES: usize = 1 << 16;

/// A float64 matrix, row-major. Reading copies every byte into memory of this process, which touches every page.
pub(crate) fn read_matrix(path: &Path) -> Result<Matrix, Fault> {
    let (shape, values) = read_array(path, "<f8", f64::from_le_bytes)?;
    let &[rows, columns] = shape.as_slice() else {
        return Err(misfit(path, &format!("shape {shape:?}; a matrix is needed")));
    };
    Ok(Matrix { rows, columns, values })
}

/// An int32 vector.
pub(crate) fn read_integers(path: &Path) -> Result<Vec<i32>, Fault> {
    vector(path, read_array(path, "<i4", i32::from_le_bytes)?)
}

/// A float64 vector.
pub(crate) fn read_floats(path: &Path) -> Result<Vec<f64>, Fault> {
    vector(path, read_array(path, "<f8", f64::from_le_bytes)?)
}

fn vector<T>(path: &Path, (shape, values): (Vec<usize>, Vec<T>)) -> Result<Vec<T>, Fault> {
    if shape.len() == 1 {
        Ok(values)
    } else {
        Err(misfit(path, &format!("shape {shape:?}; a vector is needed")))
    }
}

fn read_array<T, const BYTES: usize>(
    path: &Path,
    dtype: &str,
    value: impl Fn([u8; BYTES]) -> T,
) -> Result<(Vec<usize>, Vec<T>), Fault> {
    let file = File::open(path).map_err(|error| misfit(path, &error.to_string()))?;
    let file_bytes = file.metadata().map_err(|error| misfit(path, &error.to_string()))?.len();
    let mut reader = BufReader::with_capacity(CHUNK_BYTES, file);
    let (header, start) = read_header(&mut reader).map_err(|found| misfit(path, &found))?;
    if !header.contains(&format!("'descr': '{dtype}'")) || !header.contains("'fortran_order': False") {
        return Err(misfit(path, &format!("{}; row-major {dtype} is needed", header.trim_end())));
    }
    let shape = shape_of(&header).ok_or_else(|| misfit(path, "no shape that can be read"))?;
    let count = shape.iter().try_fold(1usize, |product, &length| product.checked_mul(length));
    // Checked before memory is taken: a header may say anything.
    let expected = count.and_then(|count| count.checked_mul(BYTES)?.checked_add(start));
    if expected.map(|bytes| bytes as u64) != Some(file_bytes) {
        return Err(misfit(path, &format!("{file_bytes} bytes do not hold shape {shape:?}")));
    }
    let mut values = Vec::with_capacity(count.unwrap_or_default());
    let mut bytes = [0; BYTES];
    for _ in 0..values.capacity() {
        reader.read_exact(&mut bytes).map_err(|error| misfit(path, &error.to_string()))?;
        values.push(value(bytes));
    }
    Ok((shape, values))
}

/// The text of a header of format 1 or 2, and where the data begins.
fn read_header(reader: &mut impl Read) -> Result<(String, usize), String> {
    let mut start = [0; 8];
    reader.read_exact(&mut start).map_err(|error| error.to_string())?;
    if !start.starts_with(MAGIC) {
        return Err("no .npy file".to_owned());
    }
    let mut length = [0; 4];
    let width = if start[6] == 1 { 2 } else { 4 };
    reader.read_exact(&mut length[..width]).map_err(|error| error.to_string())?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_HEADER_BYTES {
        return Err(format!("a header of {length} bytes"));
    }
    let mut text = vec![0; length];
    reader.read_exact(&mut text).map_err(|error| error.to_string())?;
    Ok((String::from_utf8_lossy(&text).into_owned(), start.len() + width + length))
}

fn shape_of(header: &str) -> Option<Vec<usize>> {
    let (_, rest) = header.split_once("'shape': (")?;
    let (inside, _) = rest.split_once(')')?;
    inside
        .split(',')
        .map(str::trim)
        .filter(|length| !length.is_empty())
        .map(|length| length.parse().ok())
        .collect()
}

/// Writes an int32 array.
pub(crate) fn write_integers(
    folder: &Path,
    name: &str,
    shape: &[usize],
    values: &[i32],
) -> Result<(), Fault> {
    write_array(folder, name, "<i4", shape, values, |value| value.to_le_bytes())
}

/// Writes a float64 array.
pub(crate) fn write_floats(folder: &Path, name: &str, shape: &[usize], values: &[f64]) -> Result<(), Fault> {
    write_array(folder, name, "<f8", shape, values, |value| value.to_le_bytes())
}

/// Renamed into place, so that an announced file is a whole one.
fn write_array<T: Copy, const BYTES: usize>(
    folder: &Path,
    name: &str,
    dtype: &str,
    shape: &[usize],
    values: &[T],
    bytes: impl Fn(T) -> [u8; BYTES],
) -> Result<(), Fault> {
    if values.len() != shape.iter().product::<usize>() {
        return Err(Fault::error(format!("{name} has {} values, not {shape:?}", values.len())));
    }
    let temporary = folder.join(format!("{name}.{}.tmp", process::id()));
    let write = || -> io::Result<()> {
        let mut writer = BufWriter::with_capacity(CHUNK_BYTES, File::create(&temporary)?);
        writer.write_all(&header(dtype, shape))?;
        for &value in values {
            writer.write_all(&bytes(value))?;
        }
        writer.into_inner()?;
        fs::rename(&temporary, folder.join(name))
    };
    write().map_err(|error| misfit(&folder.join(name), &error.to_string()))
}

fn header(dtype: &str, shape: &[usize]) -> Vec<u8> {
    let lengths: String = shape.iter().map(|length| format!("{length},")).collect();
    let text = format!("{{'descr': '{dtype}', 'fortran_order': False, 'shape': ({lengths}), }}");
    let fixed = MAGIC.len() + 4;
    let padded = (fixed + text.len() + 1).next_multiple_of(ALIGNMENT) - fixed;
    let mut bytes = MAGIC.to_vec();
    bytes.extend([1, 0]);
    bytes.extend((padded as u16).to_le_bytes());
    bytes.extend(format!("{text:<width$}\n", width = padded - 1).as_bytes());
    bytes
}

fn misfit(path: &Path, found: &str) -> Fault {
    Fault::error(format!("{}: {found}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> std::path::PathBuf {
        let name = format!("knnbench-npy-{}-{:?}", process::id(), std::thread::current().id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = folder();
        write_floats(&folder, "x.npy", &[2, 3], &[1.0, -0.0, 3.5, 1e-310, 5.0, 6.0]).expect("written");
        let matrix = read_matrix(&folder.join("x.npy")).expect("read");
        assert_eq!((matrix.rows, matrix.columns, matrix.values[3]), (2, 3, 1e-310));
        write_integers(&folder, "y.npy", &[2], &[7, -7]).expect("written");
        assert_eq!(read_integers(&folder.join("y.npy")), Ok(vec![7, -7]));
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_file_that_is_another_one_is_refused() {
        let folder = folder();
        let path = folder.join("x.npy");
        let refusal = || read_matrix(&path).expect_err("refused").to_string();
        write_integers(&folder, "x.npy", &[2, 1], &[7, -7]).expect("written");
        assert!(refusal().contains("row-major <f8 is needed"));
        write_floats(&folder, "x.npy", &[2], &[7.0, 8.0]).expect("written");
        assert!(refusal().contains("a matrix is needed"));
        let whole = fs::read(&path).expect("read");
        fs::write(&path, &whole[..whole.len() - 1]).expect("written");
        assert!(refusal().contains("143 bytes do not hold shape [2]"));
        fs::write(&path, "text, and more than eight bytes").expect("written");
        assert!(refusal().contains("no .npy file"));
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn data_begins_at_a_multiple_of_64() {
        for shape in [vec![1], vec![1_000_000, 23], vec![12_345_678_901, 3]] {
            assert_eq!(header("<f8", &shape).len() % ALIGNMENT, 0);
        }
    }
}
