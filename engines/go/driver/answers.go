package knn

import (
	"fmt"
	"slices"
	"time"
)

// The untimed pass: writes labels, probabilities and neighbors to the job's folder, then announces each file. Metric by
// metric in the order in which each is first asked for, so that one model serves all it can; neighbors last.
func (part run[Rows]) writeAnswers() {
	metrics := []string{}
	for _, one := range part.job.Untimed.Configurations {
		if !slices.Contains(metrics, one.Metric) {
			metrics = append(metrics, one.Metric)
		}
	}
	for _, metric := range metrics {
		part.answerMetric(metric)
	}
}

func (part run[Rows]) answerMetric(metric string) {
	isAnyOpen := false
	for _, one := range part.job.Untimed.Configurations {
		if one.Metric == metric {
			part.outcomes.attempt(one, func() error { return part.writeLabels(one) })
			isAnyOpen = part.outcomes.isOpen(one) || isAnyOpen
		}
	}
	// Neighbors are the basis of answers: where none came, there is nothing to ask for.
	if !isAnyOpen || !part.facts.Neighbors {
		return
	}
	for _, asked := range part.job.Untimed.Neighbors {
		if asked.Metric == metric {
			one := configuration{asked.NNeighbors, metric, part.facts.Weights[0]}
			part.outcomes.attemptPart("neighbors", one, func() error { return part.writeNeighbors(one) })
		}
	}
}

func (part run[Rows]) writeLabels(one configuration) error {
	model, err := part.models.modelFor(one)
	if err != nil {
		return err
	}
	// The metric is one that the engine named, so the key is safe as a file name.
	key := fmt.Sprintf("%s-%d-%s.npy", one.Metric, one.NNeighbors, one.Weights)
	labels, err := model.Predict(part.rows.all, one.predictOptions())
	if err == nil {
		err = checkLabels(labels, part.rows.count, part.job.NClasses)
	}
	if err != nil {
		return err
	}
	part.to.pulse(time.Now())
	if err := writeArray(part.job.Out, "labels-"+key, "<i4", []int{part.rows.count}, labels); err != nil {
		return err
	}
	result := fields{"configuration": one, "labels": "labels-" + key, "probabilities": nil}
	if part.facts.Probabilities {
		if err := part.writeProbabilities(model, one, "probabilities-"+key); err != nil {
			return err
		}
		result["probabilities"] = "probabilities-" + key
	}
	part.to.emit("result", result)
	return nil
}

func (part run[Rows]) writeProbabilities(model Model[Rows], one configuration, name string) error {
	prober, isProber := model.(Prober[Rows])
	if !isProber {
		return errNoProbabilities
	}
	probabilities, err := prober.PredictProba(part.rows.all, one.predictOptions())
	if err != nil {
		return err
	}
	part.to.pulse(time.Now())
	return writeArray(part.job.Out, name, "<f8", []int{part.rows.count, part.job.NClasses}, probabilities)
}

func (part run[Rows]) writeNeighbors(one configuration) error {
	model, err := part.models.modelFor(one)
	if err != nil {
		return err
	}
	searcher, isSearcher := model.(Searcher[Rows])
	if !isSearcher {
		return errNoNeighbors
	}
	found, err := searcher.Search(part.rows.all, one.NNeighbors)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s-%d.npy", one.Metric, one.NNeighbors)
	shape := []int{part.rows.count, one.NNeighbors}
	if err := writeArray(part.job.Out, "neighbors-"+key, "<i4", shape, found.Indices); err != nil {
		return err
	}
	if err := writeArray(part.job.Out, "distances-"+key, "<f8", shape, found.Distances); err != nil {
		return err
	}
	part.to.emit("neighbors", fields{"metric": one.Metric, "n_neighbors": one.NNeighbors,
		"indices": "neighbors-" + key, "distances": "distances-" + key})
	return nil
}
