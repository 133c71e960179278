package knn

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// Main is the whole of an engine program: reads --job, runs it, ends the process. Exit 0 after done, 2 for a job that
// cannot be run as it stands, 1 for everything else.
func Main[Rows any](engine Engine[Rows]) {
	to, err := openEvents()
	if len(os.Args) != 3 || os.Args[1] != "--job" {
		err = errors.New("an engine takes one argument: --job FILE")
	}
	var asked *job
	if err == nil {
		asked, err = readJob(os.Args[2])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	runtime.GOMAXPROCS(asked.Threads)
	if err := guarded(func() error { return runJob(engine, asked, to) }); err != nil {
		to.fail(err, nil, "")
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// What every part of a run needs.
type run[Rows any] struct {
	job      *job
	facts    Facts
	to       *events
	outcomes *outcomes
	rows     loadedRows[Rows]
	models   *models[Rows]
}

// Hello, load, the timed part, the answers, done. An error is what concerns no single configuration.
func runJob[Rows any](engine Engine[Rows], asked *job, to *events) error {
	facts := engine.Facts()
	startMemoryPhase()
	sayHello(facts, asked, to)
	tellMemory(to, "hello", nil)
	train, nTrain, timed, err := load(engine, asked, to)
	if err != nil {
		return err
	}
	tellMemory(to, "load", nil)
	all := &outcomes{facts, asked.Task, nTrain, to, map[configuration]bool{}}
	tellFit := func(one fitted) {
		fields := fields{"metric": one.metric, "fit_ns": one.cost.wallNs, "cpu_ns": one.cost.cpuNs}
		if one.detail != "" {
			fields["detail"] = one.detail
		}
		to.emit("fit", fields)
	}
	fits := &models[Rows]{engine: engine, job: asked, training: train, onFit: tellFit}
	part := run[Rows]{asked, facts, to, all, timed, fits}
	part.timedPart()
	fits.release()
	if asked.Untimed != nil {
		if err := part.answer(engine, train); err != nil {
			return err
		}
	}
	to.emit("done", fields{})
	return nil
}

func sayHello(facts Facts, asked *job, to *events) {
	to.emit("hello", fields{
		"protocol": protocolVersion, "engine": asked.Engine, "library": facts.Library, "version": facts.Version,
		"runtime": runtime.Version(), "flags": buildFlags(), "dtype": facts.Dtype, "form": facts.Form,
		"threads": asked.Threads,
	})
}

// What the program was built with and for.
func buildFlags() []string {
	flags := []string{}
	info, _ := debug.ReadBuildInfo()
	if info == nil {
		return flags
	}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "-trimpath", "-gcflags", "-ldflags", "GOAMD64", "GOARM64":
			flags = append(flags, setting.Key+"="+setting.Value)
		}
	}
	return flags
}

func load[Rows any](engine Engine[Rows], asked *job, to *events) (
	train training[Rows], nTrain int, timed loadedRows[Rows], err error,
) {
	var X, timedX Matrix
	read, err := measureOnce(func() (err error) {
		if X, err = readMatrix(asked.Data.XTrain); err != nil {
			return err
		}
		// Numbers of a regression are not read: every cell of it is told as unsupported.
		if asked.Task == "classification" {
			if train.y, err = readIntegers(asked.Data.YTrain); err != nil {
				return err
			}
		} else {
			train.y = make([]int32, X.Rows)
		}
		timedX, err = readMatrix(asked.Data.XTimed)
		return err
	})
	if err != nil {
		return
	}
	if len(train.y) != X.Rows || timedX.Columns != X.Columns || timedX.Rows == 0 {
		err = fmt.Errorf("%s, %s and %s do not fit together", asked.Data.XTrain, asked.Data.YTrain, asked.Data.XTimed)
		return
	}
	singles := 0
	if asked.Options.Mode == "single" {
		singles = timedX.Rows
	}
	converted, err := measureOnce(func() (err error) {
		if train.X, err = engine.Load(X); err != nil {
			return err
		}
		timed, err = loadRows(engine, timedX, singles)
		return err
	})
	if err == nil {
		to.emit("loaded", fields{"load_ns": read.wallNs, "convert_ns": converted.wallNs})
	}
	return train, X.Rows, timed, err
}

// Reads the scored rows only now: rounds that write no answers never hold them.
func (part run[Rows]) answer(engine Engine[Rows], train training[Rows]) error {
	startMemoryPhase()
	X, err := readMatrix(part.job.Data.XScore)
	if err != nil {
		return err
	}
	if part.rows, err = loadRows(engine, X, 0); err != nil {
		return err
	}
	part.to.pulse(time.Now())
	pulse := func(fitted) { part.to.pulse(time.Now()) }
	part.models = &models[Rows]{engine: engine, job: part.job, training: train, onFit: pulse}
	part.writeAnswers()
	tellMemory(part.to, "answers", nil)
	return nil
}

// Ends a memory phase and tells it. Its size is what is still in use: garbage goes first, the peak stays. After predict
// it is not given back to the system, since searches are timed next, without another warm-up. metric is a text or nil.
func tellMemory(to *events, phase string, metric any) {
	if phase == "predict" {
		runtime.GC()
	} else {
		debug.FreeOSMemory()
	}
	reading := endMemoryPhase()
	to.emit("memory", fields{"phase": phase, "metric": metric, "size_bytes": reading.size, "peak_bytes": reading.peak,
		"method": reading.method})
}
