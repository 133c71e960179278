package knn

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unsafe"
)

const (
	magic     = "\x93NUMPY"
	alignment = 64 // the data begins at a multiple of it
	// NumPy itself writes less than 1 KiB for plain arrays; more is not one of ours.
	maxHeaderBytes = 65536
)

// Maps a float64 matrix, or reads it where that cannot be done; both touch every page.
func readMatrix(path string) (Matrix, error) {
	values, shape, err := readArray[float64](path, "<f8", 8, 2)
	if err != nil {
		return Matrix{}, err
	}
	return Matrix{shape[0], shape[1], values}, nil
}

// The same of an int32 vector.
func readIntegers(path string) ([]int32, error) {
	values, _, err := readArray[int32](path, "<i4", 4, 1)
	return values, err
}

func readArray[T float64 | int32](path, dtype string, item int64, dimensions int) ([]T, []int, error) {
	misfit := func(found any) error {
		return fmt.Errorf("%s: %v; row-major %s of %d dimensions is needed", path, found, dtype, dimensions)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	status, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	reader := bufio.NewReaderSize(file, 1<<16)
	header, start, err := readHeader(reader)
	if err != nil {
		return nil, nil, misfit(err)
	}
	if !strings.Contains(header, "'descr': '"+dtype+"'") || !strings.Contains(header, "'fortran_order': False") {
		return nil, nil, misfit("another number type or order")
	}
	shape, err := shapeOf(header)
	if err != nil || len(shape) != dimensions {
		return nil, nil, misfit("another number of dimensions")
	}
	count := int64(1)
	for _, length := range shape {
		// Checked before memory is taken: a header may say anything.
		if length != 0 && count > status.Size()/int64(length) {
			return nil, nil, misfit("its size is not that of its shape")
		}
		count *= int64(length)
	}
	if !status.Mode().IsRegular() || start+count*item != status.Size() {
		return nil, nil, misfit("its size is not that of its shape")
	}
	if values, isMapped := mapValues[T](file, status.Size(), start, count); isMapped {
		return values, shape, nil
	}
	values := make([]T, count)
	if err := binary.Read(reader, binary.LittleEndian, values); err != nil {
		return nil, nil, misfit(err)
	}
	return values, shape, nil
}

// The values where they lie in the file; not where that is no place for such numbers, or cannot be mapped.
func mapValues[T float64 | int32](file *os.File, size, start, count int64) ([]T, bool) {
	var one T
	isLittleEndian := binary.NativeEndian.Uint16([]byte{1, 0}) == 1
	if count == 0 || start%int64(unsafe.Sizeof(one)) != 0 || !isLittleEndian {
		return nil, false
	}
	mapped, err := mapFile(file, size)
	if err != nil {
		return nil, false
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&mapped[start])), count), true
}

// The text of a header of format 1 or 2, and where the data begins.
func readHeader(reader io.Reader) (string, int64, error) {
	start := make([]byte, len(magic)+2)
	if _, err := io.ReadFull(reader, start); err != nil || !bytes.HasPrefix(start, []byte(magic)) {
		return "", 0, errors.New("no .npy file")
	}
	width := 4
	if start[len(magic)] == 1 {
		width = 2
	}
	size := make([]byte, 4)
	if _, err := io.ReadFull(reader, size[:width]); err != nil {
		return "", 0, errors.New("no .npy file")
	}
	length := binary.LittleEndian.Uint32(size)
	if length > maxHeaderBytes {
		return "", 0, errors.New("a header that is too long")
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(reader, text); err != nil {
		return "", 0, errors.New("half a header")
	}
	return string(text), int64(len(start)+width) + int64(length), nil
}

// The lengths in 'shape': (2, 3).
func shapeOf(header string) ([]int, error) {
	_, rest, _ := strings.Cut(header, "'shape': (")
	inside, _, isClosed := strings.Cut(rest, ")")
	if !isClosed {
		return nil, errors.New("no shape")
	}
	shape := []int{}
	for _, word := range strings.Split(inside, ",") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		length, err := strconv.ParseUint(word, 10, 62)
		if err != nil {
			return nil, err
		}
		shape = append(shape, int(length))
	}
	return shape, nil
}

// Renamed into place, so that an announced file is a whole one.
func writeArray[T float64 | int32](folder, name, dtype string, shape []int, values []T) error {
	count := 1
	lengths := ""
	for _, length := range shape {
		count *= length
		lengths += strconv.Itoa(length) + ","
	}
	if count != len(values) {
		return fmt.Errorf("%s has %d values, not %v", name, len(values), shape)
	}
	text := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", dtype, lengths)
	fixed := len(magic) + 4
	padded := (fixed+len(text)+alignment)/alignment*alignment - fixed
	out := bytes.NewBufferString(magic + "\x01\x00")
	out.Write(binary.LittleEndian.AppendUint16(nil, uint16(padded)))
	fmt.Fprintf(out, "%-*s\n", padded-1, text)
	if err := binary.Write(out, binary.LittleEndian, values); err != nil {
		return err
	}
	path := filepath.Join(folder, name)
	temporary := fmt.Sprintf("%s.%d.tmp", path, os.Getpid())
	if err := os.WriteFile(temporary, out.Bytes(), 0o666); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
