package knn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
)

const protocolVersion = 1

type configuration struct {
	NNeighbors int    `json:"n_neighbors"`
	Metric     string `json:"metric"`
	Weights    string `json:"weights"`
}

type metricBlock struct {
	Metric         string          `json:"metric"`
	First          configuration   `json:"first"` // the fixed one of the first prediction and the warm-up
	Configurations []configuration `json:"configurations"`
}

// So many calls, or calls lasting so long together.
type warmup struct {
	Calls  *float64 `json:"calls,omitempty"`
	TimeNs *float64 `json:"time_ns,omitempty"`
}

type askedNeighbors struct {
	Metric     string `json:"metric"`
	NNeighbors int    `json:"n_neighbors"`
}

type untimedPass struct {
	Configurations []configuration  `json:"configurations"`
	Neighbors      []askedNeighbors `json:"neighbors"`
}

type protocolOptions struct {
	Warmup     warmup  `json:"warmup"`
	Repeats    int     `json:"repeats"`
	MinTimeNs  float64 `json:"min_time_ns"`
	Mode       string  `json:"mode"`
	TimeProba  bool    `json:"time_proba"`
	TimeSearch bool    `json:"time_search"`
}

// A job file of the engine protocol.
type job struct {
	Protocol     int            `json:"protocol"`
	Engine       string         `json:"engine"`
	Params       map[string]any `json:"params"`
	FitDependsOn []string       `json:"fit_depends_on"`
	Task         string         `json:"task"`
	NClasses     int            `json:"n_classes"`
	Threads      int            `json:"threads"`
	Data         struct {
		XTrain string `json:"X_train"`
		YTrain string `json:"y_train"`
		XTimed string `json:"X_timed"`
		XScore string `json:"X_score"`
	} `json:"data"`
	Out     string          `json:"out"`
	Options protocolOptions `json:"protocol_options"`
	Timed   []metricBlock   `json:"timed"`
	Untimed *untimedPass    `json:"untimed"`
}

// Reads and checks a job file; the error is one line.
func readJob(file string) (*job, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	asked, err := parseJob(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return asked, nil
}

func parseJob(text []byte) (*job, error) {
	asked := new(job)
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(asked); err != nil {
		return nil, err
	}
	var keys any
	if err := json.Unmarshal(text, &keys); err != nil {
		return nil, err
	}
	if err := requireKeys(keys, reflect.TypeOf(*asked), "the job"); err != nil {
		return nil, err
	}
	return asked, checkJob(asked)
}

// Refuses an object without one of the keys that its type has.
func requireKeys(value any, shape reflect.Type, path string) error {
	if shape.Kind() == reflect.Pointer {
		shape = shape.Elem()
	}
	if items, isList := value.([]any); isList && shape.Kind() == reflect.Slice {
		for i, item := range items {
			if err := requireKeys(item, shape.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	}
	object, isObject := value.(map[string]any)
	if !isObject || shape.Kind() != reflect.Struct {
		return nil
	}
	for i := 0; i < shape.NumField(); i++ {
		key, option, _ := strings.Cut(shape.Field(i).Tag.Get("json"), ",")
		inner, isThere := object[key]
		if !isThere && option == "" {
			return fmt.Errorf("%s has no %s", path, key)
		}
		if err := requireKeys(inner, shape.Field(i).Type, key); err != nil {
			return err
		}
	}
	return nil
}

func checkJob(asked *job) error {
	options := asked.Options
	switch {
	case asked.Protocol != protocolVersion:
		return fmt.Errorf("protocol is %d; allowed: %d", asked.Protocol, protocolVersion)
	case asked.Task != "classification" && asked.Task != "regression":
		return fmt.Errorf("task is %q; allowed: classification, regression", asked.Task)
	case asked.Threads < 1 || options.Repeats < 1 || asked.NClasses < 0:
		return fmt.Errorf("threads is %d, repeats is %d, n_classes is %d; allowed: whole numbers from 1, 1 and 0",
			asked.Threads, options.Repeats, asked.NClasses)
	case options.Mode != "batch" && options.Mode != "single":
		return fmt.Errorf("mode is %q; allowed: batch, single", options.Mode)
	case (options.Warmup.Calls == nil) == (options.Warmup.TimeNs == nil):
		return fmt.Errorf("warmup needs calls or time_ns")
	}
	return checkConfigurations(asked)
}

func checkConfigurations(asked *job) error {
	all := []configuration{}
	for _, block := range asked.Timed {
		all = append(append(all, block.First), block.Configurations...)
	}
	if asked.Untimed != nil {
		all = append(all, asked.Untimed.Configurations...)
		for _, one := range asked.Untimed.Neighbors {
			all = append(all, configuration{one.NNeighbors, one.Metric, "uniform"})
		}
	}
	for _, one := range all {
		if one.NNeighbors < 1 || (one.Weights != "uniform" && one.Weights != "distance") {
			return fmt.Errorf("n_neighbors is %d, weights is %q; allowed: from 1; uniform, distance",
				one.NNeighbors, one.Weights)
		}
	}
	return nil
}
