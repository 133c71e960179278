// go-brute: compares every query with every training row and keeps the k best, with as many goroutines as there are
// threads. Neighbors are ordered by the sum of a distance before its root, then by training row.
package main

import (
	"fmt"
	"math"
	"sync"

	knn "engine/driver"
)

func main() { knn.Main[knn.Matrix](brute{}) }

type brute struct{}

func (brute) Facts() knn.Facts {
	return knn.Facts{
		Library: "knnbench", Version: "0.1.0", // that of package.json
		Dtype: "float64", Form: "difference",
		Metrics: []string{"euclidean", "manhattan"}, Weights: []string{"uniform", "distance"},
		Neighbors: true, Probabilities: true,
	}
}

func (brute) Load(X knn.Matrix) (knn.Matrix, error) { return X, nil }

func (brute) Fit(X knn.Matrix, y []int32, options knn.FitOptions) (knn.Model[knn.Matrix], error) {
	of := index{X: X, metric: metrics[options.Metric], threads: options.Threads}
	if err := of.metric.check(X); err != nil {
		return nil, err
	}
	return knn.Voted(of.search, y, options.NClasses), nil
}

type metric struct {
	name     string
	value    func(a, b []float64) float64 // the sum before the root, in the order of features
	distance func(value float64) float64
	largest  func(nFeatures float64) float64 // beyond this magnitude of a feature a value could overflow
}

var metrics = map[string]metric{
	"euclidean": {"euclidean", squares, math.Sqrt, func(d float64) float64 { return math.Sqrt(math.MaxFloat64 / (8 * d)) }},
	"manhattan": {"manhattan", magnitudes, func(value float64) float64 { return value },
		func(d float64) float64 { return math.MaxFloat64 / (4 * d) }},
}

func squares(a, b []float64) float64 {
	sum := 0.0
	b = b[:len(a)]
	for f, x := range a {
		t := x - b[f]
		// The conversion keeps product and sum apart: fused, they would round otherwise than the reference.
		sum += float64(t * t)
	}
	return sum
}

func magnitudes(a, b []float64) float64 {
	sum := 0.0
	b = b[:len(a)]
	for f, x := range a {
		sum += math.Abs(x - b[f])
	}
	return sum
}

// Refuses NaN, infinities and values whose distance could overflow, by place and limit.
func (of metric) check(X knn.Matrix) error {
	limit := of.largest(float64(X.Columns))
	for i, value := range X.Values {
		if math.Abs(value) <= limit { // NaN is not
			continue
		}
		row, column := i/X.Columns, i%X.Columns
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return fmt.Errorf("X[%d][%d] is %g; every value must be a finite number", row, column, value)
		}
		return fmt.Errorf("X[%d][%d] is %g; beyond ±%g a %s distance of %d features could overflow",
			row, column, value, limit, of.name, X.Columns)
	}
	return nil
}

type index struct {
	X       knn.Matrix
	metric  metric
	threads int
}

func (of index) search(X knn.Matrix, nNeighbors int) (knn.Neighbors, error) {
	if err := of.metric.check(X); err != nil {
		return knn.Neighbors{}, err
	}
	found := knn.Neighbors{
		Indices: make([]int32, X.Rows*nNeighbors), Distances: make([]float64, X.Rows*nNeighbors),
	}
	each := (X.Rows + of.threads - 1) / of.threads
	var group sync.WaitGroup
	for first := 0; first < X.Rows; first += each {
		last := min(first+each, X.Rows)
		group.Add(1)
		go func(first int) {
			defer group.Done()
			of.searchRows(X, first, last, nNeighbors, found)
		}(first)
	}
	group.Wait()
	return found, nil
}

func (of index) searchRows(X knn.Matrix, first, last, nNeighbors int, found knn.Neighbors) {
	list := make([]candidate, nNeighbors)
	for row := first; row < last; row++ {
		query := X.Row(row)
		for i := range list {
			list[i] = candidate{math.Inf(1), math.MaxInt}
		}
		for i := 0; i < of.X.Rows; i++ {
			if one := (candidate{of.metric.value(of.X.Row(i), query), i}); one.isBefore(list[0]) {
				sink(list, one)
			}
		}
		sortHeap(list)
		for i, one := range list {
			found.Indices[row*nNeighbors+i] = int32(one.index)
			found.Distances[row*nNeighbors+i] = of.metric.distance(one.value)
		}
	}
}

// A training row and the sum of its distance.
type candidate struct {
	value float64
	index int
}

func (a candidate) isBefore(b candidate) bool {
	return a.value < b.value || (a.value == b.value && a.index < b.index)
}

// Puts a candidate in the place of the root of a heap whose root is the worst, and lets it sink to where it belongs.
func sink(heap []candidate, one candidate) {
	hole := 0
	for child := 1; child < len(heap); child = 2*hole + 1 {
		if child+1 < len(heap) && heap[child].isBefore(heap[child+1]) {
			child++
		}
		if !one.isBefore(heap[child]) {
			break
		}
		heap[hole] = heap[child]
		hole = child
	}
	heap[hole] = one
}

// Orders such a heap, nearest first.
func sortHeap(heap []candidate) {
	for last := len(heap) - 1; last > 0; last-- {
		one := heap[last]
		heap[last] = heap[0]
		sink(heap[:last], one)
	}
}
