package knn

import (
	"fmt"
	"slices"
	"strings"
)

// Rows of one matrix in the library's own input type.
type loadedRows[Rows any] struct {
	count  int
	all    Rows
	single []Rows // each row alone; empty unless the job times single rows
}

func loadRows[Rows any](engine Engine[Rows], X Matrix, singles int) (rows loadedRows[Rows], err error) {
	rows.count = X.Rows
	if rows.all, err = engine.Load(X); err != nil {
		return rows, err
	}
	rows.single = make([]Rows, singles)
	for i := range rows.single {
		if rows.single[i], err = engine.Load(Matrix{1, X.Columns, X.Row(i)}); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

// Training rows in the library's own input type, with their class codes.
type training[Rows any] struct {
	X Rows
	y []int32
}

// A fit that just happened; detail names the values it depends on beside the metric.
type fitted struct {
	metric, detail string
	cost           once
}

// Keeps one fitted model at a time, so that memory is that of one. A failed fit is not tried twice in a row.
type models[Rows any] struct {
	engine   Engine[Rows]
	job      *job
	training training[Rows]
	onFit    func(fitted)
	isFitted bool
	key      [2]string
	model    Model[Rows]
	err      error
}

// Lets go of the current model.
func (all *models[Rows]) release() { all.isFitted, all.model, all.err = false, nil, nil }

// Whether the current model is the one for this configuration.
func (all *models[Rows]) serves(one configuration) bool {
	return all.isFitted && all.key == [2]string{one.Metric, all.detail(one)}
}

// The model for this configuration: the current one while it serves, else a new fit.
func (all *models[Rows]) modelFor(one configuration) (Model[Rows], error) {
	if !all.serves(one) {
		// The old model goes before the new one comes: two at once would show as the engine's peak.
		all.release()
		all.isFitted, all.key = true, [2]string{one.Metric, all.detail(one)}
		all.model, all.err = all.fit(one)
	}
	return all.model, all.err
}

func (all *models[Rows]) fit(one configuration) (model Model[Rows], err error) {
	asked := all.job
	if err := refuseUnknown(asked.Params, all.engine.Facts().Params); err != nil {
		return nil, err
	}
	options := FitOptions{one.predictOptions(), one.Metric, asked.NClasses, asked.Threads, asked.Params}
	cost, err := measureOnce(func() error {
		return guarded(func() (err error) {
			model, err = all.engine.Fit(all.training.X, all.training.y, options)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	all.onFit(fitted{one.Metric, all.detail(one), cost})
	return model, nil
}

// Parameters of the engine do not change within a job; only the grid's own can ask for a new fit.
func (all *models[Rows]) detail(one configuration) string {
	details := []string{}
	if slices.Contains(all.job.FitDependsOn, "n_neighbors") {
		details = append(details, fmt.Sprintf("n_neighbors=%d", one.NNeighbors))
	}
	if slices.Contains(all.job.FitDependsOn, "weights") {
		details = append(details, "weights="+one.Weights)
	}
	return strings.Join(details, " ")
}

func refuseUnknown(params map[string]any, known []string) error {
	for name := range params {
		if slices.Contains(known, name) {
			continue
		}
		allowed := "none"
		if len(known) > 0 {
			allowed = strings.Join(known, ", ")
		}
		return fmt.Errorf("unknown parameter %q; allowed: %s", name, allowed)
	}
	return nil
}

func (one configuration) predictOptions() PredictOptions {
	return PredictOptions{one.NNeighbors, one.Weights}
}

// Which configurations can still be run; each failure is told once.
type outcomes struct {
	facts  Facts
	task   string
	nTrain int
	to     *events
	failed map[configuration]bool
}

// False for one that failed before or that the engine cannot do; the latter is told.
func (all *outcomes) isOpen(one configuration) bool {
	if all.failed[one] {
		return false
	}
	if err := all.unsupported(one); err != nil {
		all.fail(one, err)
		return false
	}
	return true
}

// Why the engine cannot do it, or nil; tells nothing.
func (all *outcomes) unsupported(one configuration) error {
	switch {
	case all.task != "classification":
		return Unsupported("task=" + all.task + " is not offered")
	case !slices.Contains(all.facts.Metrics, one.Metric):
		return Unsupported("metric=" + one.Metric + " is not offered")
	case !slices.Contains(all.facts.Weights, one.Weights):
		return Unsupported("weights=" + one.Weights + " is not offered")
	case one.NNeighbors > all.nTrain:
		return Unsupported(fmt.Sprintf("k=%d > n_train=%d", one.NNeighbors, all.nTrain))
	}
	return nil
}

// Runs action if the configuration is open; an error or panic becomes a failure of it.
func (all *outcomes) attempt(one configuration, action func() error) {
	if !all.isOpen(one) {
		return
	}
	if err := guarded(action); err != nil {
		all.fail(one, err)
	}
}

// The same for what is asked beside its labels: they stand, whatever becomes of this.
func (all *outcomes) attemptPart(part string, one configuration, action func() error) {
	if err := guarded(action); err != nil {
		all.to.fail(err, &one, part)
	}
}

func (all *outcomes) fail(one configuration, err error) {
	all.failed[one] = true
	all.to.fail(err, &one, "")
}
