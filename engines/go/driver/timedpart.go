package knn

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
)

// Single-row percentiles need this many calls.
const minSingleCalls = 1000

// What is timed: one call of the library's predict, with nothing around it but storing its answer.
type workload struct {
	call     func() error
	labels   func() ([]int32, error) // of all timed rows, from the last calls
	minCalls int
}

func (part run[Rows]) workload(one configuration) (workload, error) {
	model, err := part.models.modelFor(one)
	if err != nil {
		return workload{}, err
	}
	options := one.predictOptions()
	if part.job.Options.Mode == "batch" {
		var predicted []int32
		call := func() (err error) {
			predicted, err = model.Predict(part.rows.all, options)
			return err
		}
		labels := func() ([]int32, error) { return predicted, checkLabels(predicted, part.rows.count, part.job.NClasses) }
		return workload{call, labels, 1}, nil
	}
	predicted, next := make([][]int32, part.rows.count), 0
	call := func() (err error) {
		predicted[next], err = model.Predict(part.rows.single[next], options)
		next = (next + 1) % len(predicted)
		return err
	}
	labels := func() ([]int32, error) {
		all := []int32{}
		for _, one := range predicted {
			if err := checkLabels(one, 1, part.job.NClasses); err != nil {
				return nil, err
			}
			all = append(all, one...)
		}
		return all, nil
	}
	// At least one call a row, so that the labels of all of them are known.
	return workload{call, labels, max(minSingleCalls, len(predicted))}, nil
}

// Refuses another number of labels than was asked for, and what is no class code.
func checkLabels(labels []int32, rows, nClasses int) error {
	if len(labels) != rows {
		return fmt.Errorf("Predict returned %d labels for %d rows", len(labels), rows)
	}
	for row, label := range labels {
		if label < 0 || int(label) >= nClasses {
			return fmt.Errorf("Predict returned %d for row %d, not a class code", label, row)
		}
	}
	return nil
}

// sha256 of the int32 bytes, little-endian.
func labelsHash(labels []int32) string {
	bytes := []byte{}
	for _, label := range labels {
		bytes = binary.LittleEndian.AppendUint32(bytes, uint32(label))
	}
	return fmt.Sprintf("%x", sha256.Sum256(bytes))
}

// Per metric fit, first prediction, warm-up and samples, in the job's order.
func (part run[Rows]) timedPart() {
	for _, block := range part.job.Timed {
		part.timeMetric(block)
	}
}

func (part run[Rows]) timeMetric(block metricBlock) {
	all, open := part.outcomes, []configuration{}
	for _, one := range block.Configurations {
		if all.isOpen(one) {
			open = append(open, one)
		}
	}
	if len(open) == 0 {
		return
	}
	// An engine that cannot do the fixed configuration is warmed up with its own first one and has no first.
	fixed, tellsFirst := block.First, all.unsupported(block.First) == nil
	if !tellsFirst {
		fixed = open[0]
	}
	all.attempt(fixed, func() error { return part.fitAnew(fixed) })
	all.attempt(fixed, func() error { return part.start(fixed, tellsFirst) })
	for _, one := range open {
		all.attempt(one, func() error { return part.samplePredict(one) })
	}
	tellMemory(part.to, "predict", block.Metric)
	// After the memory of the predict phase is read: these calls hold more.
	if part.job.Options.TimeProba && part.facts.Probabilities {
		for _, one := range open {
			all.attempt(one, func() error { return part.sampleProba(one) })
		}
	}
	if part.job.Options.TimeSearch && part.facts.Neighbors {
		part.timeSearches(open)
	}
}

// A fit with memory phases of its own: what the model before it left belongs to neither.
func (part run[Rows]) fitAnew(one configuration) error {
	part.models.release()
	startMemoryPhase()
	_, err := part.models.modelFor(one)
	tellMemory(part.to, "fit", one.Metric)
	return err
}

func (part run[Rows]) start(fixed configuration, tellsFirst bool) error {
	work, err := part.workload(fixed)
	if err != nil {
		return err
	}
	cost, err := measureOnce(work.call)
	if err != nil {
		return err
	}
	if tellsFirst {
		part.to.emit("first", fields{"metric": fixed.Metric, "first_ns": cost.wallNs, "cpu_ns": cost.cpuNs})
	}
	calls, err := warmUp(work.call, part.job.Options.Warmup, part.to)
	if err != nil {
		return err
	}
	part.to.emit("warm", fields{"metric": fixed.Metric, "calls": calls})
	return nil
}

// The fit for a configuration that the current model does not serve, with a short warm-up.
func (part run[Rows]) refit(one configuration) error {
	tellMemory(part.to, "predict", one.Metric)
	if err := part.fitAnew(one); err != nil {
		return err
	}
	work, err := part.workload(one)
	if err != nil {
		return err
	}
	_, err = warmUp(work.call, shortWarmup(part.job.Options.Warmup), part.to)
	return err
}

func sampleFields(one configuration, kind string, measured batch) fields {
	return fields{"configuration": one, "kind": kind, "predict_ns": measured.callNs, "count": len(measured.sortedNs),
		"cpu_ns": measured.cpuNs}
}

func (part run[Rows]) samplePredict(one configuration) error {
	if !part.models.serves(one) {
		if err := part.refit(one); err != nil {
			return err
		}
	}
	work, err := part.workload(one)
	if err != nil {
		return err
	}
	runtime.GC()
	for range part.job.Options.Repeats {
		measured, err := measureBatch(work.call, work.minCalls, part.job.Options.MinTimeNs, part.to)
		if err != nil {
			return err
		}
		labels, err := work.labels()
		if err != nil {
			return err
		}
		sample := sampleFields(one, "predict", measured)
		sample["labels_sha256"] = labelsHash(labels)
		if part.job.Options.Mode == "single" {
			at := func(p float64) int64 { return quantile(measured.sortedNs, p) }
			sample["percentiles"] = fields{"p50_ns": at(0.5), "p95_ns": at(0.95), "p99_ns": at(0.99)}
		}
		part.to.emit("sample", sample)
	}
	return nil
}

func (part run[Rows]) sampleProba(one configuration) error {
	model, err := part.models.modelFor(one)
	if err != nil {
		return err
	}
	prober, isProber := model.(Prober[Rows])
	if !isProber {
		return errNoProbabilities
	}
	runtime.GC()
	for range part.job.Options.Repeats {
		measured, err := measureBatch(func() error {
			_, err := prober.PredictProba(part.rows.all, one.predictOptions())
			return err
		}, 1, part.job.Options.MinTimeNs, part.to)
		if err != nil {
			return err
		}
		part.to.emit("sample", sampleFields(one, "proba", measured))
	}
	return nil
}

var (
	errNoProbabilities = errors.New("the engine tells no probabilities")
	errNoNeighbors     = errors.New("the engine tells no neighbors")
)

// Once per n_neighbors: the search does not depend on the vote.
func (part run[Rows]) timeSearches(open []configuration) {
	seen := map[int]bool{}
	for _, one := range open {
		if seen[one.NNeighbors] || !part.outcomes.isOpen(one) {
			continue
		}
		seen[one.NNeighbors] = true
		part.outcomes.attemptPart("search", one, func() error { return part.timeSearch(one) })
	}
}

func (part run[Rows]) timeSearch(one configuration) error {
	model, err := part.models.modelFor(one)
	if err != nil {
		return err
	}
	searcher, isSearcher := model.(Searcher[Rows])
	if !isSearcher {
		return errNoNeighbors
	}
	runtime.GC()
	measured, err := measureBatch(func() error {
		_, err := searcher.Search(part.rows.all, one.NNeighbors)
		return err
	}, 1, part.job.Options.MinTimeNs, part.to)
	if err != nil {
		return err
	}
	part.to.emit("search", fields{"metric": one.Metric, "n_neighbors": one.NNeighbors, "search_ns": measured.callNs,
		"count": len(measured.sortedNs), "cpu_ns": measured.cpuNs})
	return nil
}
