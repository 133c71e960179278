package knn

import (
	"os"
	"runtime"
	"syscall"
)

// Maps a whole file for as long as the program runs: processes that map it share its pages, and one is copied only where
// an engine writes to it. All of them are touched, so that loading pays for them and no later phase grows by them.
func mapFile(file *os.File, size int64) ([]byte, error) {
	mapped, err := syscall.Mmap(int(file.Fd()), 0, int(size), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	touched := byte(0)
	for at := 0; at < len(mapped); at += os.Getpagesize() {
		touched |= mapped[at]
	}
	runtime.KeepAlive(touched)
	return mapped, nil
}
