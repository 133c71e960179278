// Package knn is the engine protocol of knnbench for Go: an engine fills in Engine and a search or a Model, and this
// package reads the job and the data, calls them, takes the times and writes the answers, so that no engine times itself
// in its own way. The meaning of everything is scikit-learn's KNeighborsClassifier.
package knn

// Matrix is rows of float64, row-major. Those of a job are mapped from their file until the program ends; what is written
// to them is not written to the file.
type Matrix struct {
	Rows, Columns int
	Values        []float64
}

// Row is row i, not copied.
func (X Matrix) Row(i int) []float64 { return X.Values[i*X.Columns : (i+1)*X.Columns] }

// Facts are what an engine is and can do, as in its manifest; whatever else a job asks is told as unsupported.
type Facts struct {
	Library, Version string
	Dtype            string   // of the distances it compares: float64 or float32
	Form             string   // difference for Σ(x−q)², norm for ‖x‖²−2xq+‖q‖²
	Metrics          []string // euclidean, manhattan
	Weights          []string // uniform, distance
	Params           []string // what a study may give it
	Neighbors        bool     // whether its models are also a Searcher
	Probabilities    bool     // whether its models are also a Prober
}

// PredictOptions are what a prediction is asked.
type PredictOptions struct {
	NNeighbors int // from 1 to the number of training rows
	Weights    string
}

// FitOptions are what a fit is given beside the rows. PredictOptions are only for engines whose manifest says
// fit_depends_on.
type FitOptions struct {
	PredictOptions
	Metric   string
	NClasses int
	Threads  int // as many as it may use
	Params   map[string]any
}

// Engine is what one library fills in; Rows is its own input type.
type Engine[Rows any] interface {
	Facts() Facts
	// Load makes the library's input of the driver's matrix; timed apart.
	Load(X Matrix) (Rows, error)
	// Fit makes a model of the training rows and their class codes, 0 to NClasses - 1.
	Fit(X Rows, y []int32, options FitOptions) (Model[Rows], error)
}

// Model is a fitted engine. Predict gives class codes of the rows; it is the call that is timed.
type Model[Rows any] interface {
	Predict(X Rows, options PredictOptions) ([]int32, error)
}

// Prober is a model that tells (rows, NClasses) probabilities, row by row.
type Prober[Rows any] interface {
	PredictProba(X Rows, options PredictOptions) ([]float64, error)
}

// Searcher is a model that tells the nearest training rows of each row.
type Searcher[Rows any] interface {
	Search(X Rows, nNeighbors int) (Neighbors, error)
}

// Neighbors are (rows, nNeighbors), row by row, nearest first; distances are true, not squared.
type Neighbors struct {
	Indices   []int32
	Distances []float64
}

// Unsupported is the error for what a library does not do and never promised.
type Unsupported string

func (what Unsupported) Error() string { return string(what) }
