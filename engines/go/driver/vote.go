package knn

import "math"

// Voted is a model of a library that only searches: scikit-learn's vote, the same for all of them.
func Voted[Rows any](search func(X Rows, nNeighbors int) (Neighbors, error), y []int32, nClasses int) Model[Rows] {
	return voted[Rows]{search, y, nClasses}
}

type voted[Rows any] struct {
	search   func(X Rows, nNeighbors int) (Neighbors, error)
	y        []int32
	nClasses int
}

func (model voted[Rows]) Search(X Rows, nNeighbors int) (Neighbors, error) {
	return model.search(X, nNeighbors)
}

func (model voted[Rows]) Predict(X Rows, options PredictOptions) ([]int32, error) {
	found, err := model.search(X, options.NNeighbors)
	if err != nil {
		return nil, err
	}
	labels := make([]int32, len(found.Indices)/options.NNeighbors)
	scores := make([]float64, model.nClasses)
	for row := range labels {
		model.vote(found, row, options, scores)
		labels[row] = firstHighest(scores)
	}
	return labels, nil
}

func (model voted[Rows]) PredictProba(X Rows, options PredictOptions) ([]float64, error) {
	found, err := model.search(X, options.NNeighbors)
	if err != nil {
		return nil, err
	}
	shares := make([]float64, len(found.Indices)/options.NNeighbors*model.nClasses)
	for row := 0; row*model.nClasses < len(shares); row++ {
		scores := shares[row*model.nClasses : (row+1)*model.nClasses]
		model.vote(found, row, options, scores)
		total := 0.0
		for _, score := range scores {
			total += score
		}
		for class := range scores {
			scores[class] /= total
		}
	}
	return shares, nil
}

const (
	// Below this distance n weights of 1/d could add up to infinity, for any n below 2⁶³.
	tiny = 0x1p-960
	// A power of two, so that only the scale of the weights changes and none of their digits.
	scaleDown = 0x1p-64
)

// Under distance each neighbor counts 1/d; where 1/d is infinite for some, those count 1 and all others 0
// (scikit-learn's _get_weights).
func (model voted[Rows]) vote(found Neighbors, row int, options PredictOptions, scores []float64) {
	first := row * options.NNeighbors
	nearest, unit := found.Distances[first], 1.0
	isMasked := math.IsInf(1/nearest, 0)
	if nearest < tiny {
		unit = scaleDown
	}
	for class := range scores {
		scores[class] = 0
	}
	for i := first; i < first+options.NNeighbors; i++ {
		class, distance := model.y[found.Indices[i]], found.Distances[i]
		switch {
		case options.Weights == "uniform":
			scores[class]++
		case !isMasked:
			scores[class] += unit / distance
		case math.IsInf(1/distance, 0):
			scores[class]++
		}
	}
}

func firstHighest(scores []float64) int32 {
	highest := 0
	for class, score := range scores {
		if score > scores[highest] {
			highest = class
		}
	}
	return int32(highest)
}
