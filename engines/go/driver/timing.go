package knn

import (
	"math"
	"slices"
	"time"
)

// One sample: calls timed one by one, and what one of them took.
type batch struct {
	callNs, cpuNs int64   // means of one call, rounded; CPU time is over all threads of the process
	sortedNs      []int64 // wall time of each call, ascending
}

type once struct{ wallNs, cpuNs int64 }

// Times a single call.
func measureOnce(call func() error) (once, error) {
	cpu := cpuNs()
	start := time.Now()
	err := call()
	wall := time.Since(start)
	return once{wall.Nanoseconds(), cpuNs() - cpu}, err
}

// Calls until they have taken minTimeNs together, at least minCalls times; the pulse comes between them.
func measureBatch(call func() error, minCalls int, minTimeNs float64, to *events) (batch, error) {
	callsNs, totalNs := []int64{}, int64(0)
	cpu := cpuNs()
	for len(callsNs) < minCalls || float64(totalNs) < minTimeNs {
		start := time.Now()
		err := call()
		end := time.Now()
		if err != nil {
			return batch{}, err
		}
		tookNs := end.Sub(start).Nanoseconds()
		callsNs = append(callsNs, tookNs)
		totalNs += tookNs
		to.pulse(end)
	}
	cpu = cpuNs() - cpu
	share := func(totalNs int64) int64 { return int64(math.Round(float64(totalNs) / float64(len(callsNs)))) }
	slices.Sort(callsNs)
	return batch{share(totalNs), share(cpu), callsNs}, nil
}

// Calls until the warm-up is used up. Gives the number of calls.
func warmUp(call func() error, until warmup, to *events) (int, error) {
	start := time.Now()
	now := start
	for calls := 0; ; calls++ {
		if until.Calls != nil && float64(calls) >= *until.Calls {
			return calls, nil
		}
		if until.TimeNs != nil && float64(now.Sub(start).Nanoseconds()) >= *until.TimeNs {
			return calls, nil
		}
		if err := call(); err != nil {
			return calls, err
		}
		now = time.Now()
		to.pulse(now)
	}
}

// That of a refit: as the study's, but never long, and at least one call.
func shortWarmup(ofStudy warmup) warmup {
	between := func(amount *float64, most float64) *float64 {
		if amount == nil {
			return nil
		}
		short := min(max(*amount, 1), most)
		return &short
	}
	return warmup{between(ofStudy.Calls, 3), between(ofStudy.TimeNs, 20e6)}
}

// The p-th quantile of ascending values, linear between neighbors (Hyndman and Fan 1996, type 7), rounded.
func quantile(ascending []int64, p float64) int64 {
	position := float64(len(ascending)-1) * p
	below := math.Floor(position)
	low, high := float64(ascending[int(below)]), float64(ascending[int(math.Ceil(position))])
	return int64(math.Round(low + (position-below)*(high-low)))
}
