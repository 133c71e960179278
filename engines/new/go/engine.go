// {{name}}: an engine for knnbench. Fill in Load, fit and search; driver/knn.go says what each is given and gives, and the
// driver does everything else: data, times, memory, votes, answers.
package main

import (
	"errors"

	knn "engine/driver"
)

func main() { knn.Main[rows](engine{}) }

type engine struct{}

// Facts are as in engine.yaml.
func (engine) Facts() knn.Facts {
	return knn.Facts{
		Library: "{{name}}", Version: "0.1.0",
		Dtype: "float64", Form: "difference",
		Metrics: []string{"euclidean", "manhattan"}, Weights: []string{"uniform", "distance"},
		Neighbors: true, Probabilities: true,
	}
}

// Rows as your library takes them.
type rows = knn.Matrix

// What a fit makes.
type model struct{}

// From the driver's matrix to your library's input; as it stands, the matrix itself. Timed apart.
func (engine) Load(X knn.Matrix) (rows, error) { return X, nil }

// Fit votes as scikit-learn does among what search finds. A library that votes by itself gives a knn.Model of its own.
func (engine) Fit(X rows, y []int32, options knn.FitOptions) (knn.Model[rows], error) {
	fitted, err := fit(X, options)
	if err != nil {
		return nil, err
	}
	return knn.Voted(fitted.search, y, options.NClasses), nil
}

// Builds what a search needs, for options.Metric, with at most options.Threads threads.
func fit(X rows, options knn.FitOptions) (model, error) {
	return model{}, errors.New("fill in fit in engine.go")
}

// The nearest training rows of each row of X, nearest first; distances are true, not squared.
func (of model) search(X rows, nNeighbors int) (knn.Neighbors, error) {
	return knn.Neighbors{}, errors.New("fill in search in engine.go")
}
