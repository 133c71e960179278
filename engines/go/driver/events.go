package knn

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// The file descriptor the host listens on; stdout and stderr belong to the library.
const eventFd = 3
const maxLineBytes = 1024 * 1024

// Seldom enough to disturb nothing, often enough that the host need not allow for more than one call.
const pulsePeriod = 250 * time.Millisecond

const maxMessageBytes = 2000

// Fields of one event.
type fields map[string]any

// Events for the host, and signs of life where events are far apart.
type events struct {
	channel *os.File
	told    time.Time
}

// To be called before any file is opened: the runtime's own descriptors would take the place of a missing one.
func openEvents() (*events, error) {
	var status syscall.Stat_t
	if err := syscall.Fstat(eventFd, &status); err != nil {
		return nil, fmt.Errorf("file descriptor %d is not open. Start engines through knnbench", eventFd)
	}
	return &events{os.NewFile(eventFd, "events"), time.Now()}, nil
}

// One line; it is with the host when this returns. Without a host that listens, the process ends.
func (to *events) emit(event string, fields fields) {
	fields["event"] = event
	line, err := json.Marshal(fields)
	if err == nil && len(line) >= maxLineBytes {
		err = fmt.Errorf("%d bytes, at most %d", len(line), maxLineBytes)
	}
	if err == nil {
		_, err = to.channel.Write(append(line, '\n'))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the event could not be told:", err)
		os.Exit(1)
	}
	to.told = time.Now()
}

// Called whenever a fit, a prediction or a search is over, and no clock runs: tells the host that the engine is alive,
// if it has not heard anything for a while. now spares a reading of the clock.
func (to *events) pulse(now time.Time) {
	if now.Sub(to.told) >= pulsePeriod {
		to.emit("alive", fields{})
	}
}

// A failure of a configuration, of a part beside its labels, or of the whole job.
func (to *events) fail(err error, of *configuration, part string) {
	failed := fields{"kind": "error", "message": shortened(err.Error())}
	var unsupported Unsupported
	if errors.As(err, &unsupported) {
		failed["kind"] = "unsupported"
	}
	if of != nil {
		failed["configuration"] = of
	}
	if part != "" {
		failed["part"] = part
	}
	to.emit("failed", failed)
}

func shortened(message string) string {
	return message[:min(len(message), maxMessageBytes)]
}

// Runs action; a panic in it becomes an error.
func guarded(action func() error) (err error) {
	defer func() {
		if what := recover(); what != nil {
			err = fmt.Errorf("panicked: %v", what)
		}
	}()
	return action()
}
