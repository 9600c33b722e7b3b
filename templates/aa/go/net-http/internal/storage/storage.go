// Package storage keeps objects. Everything above it works with any store that keeps to Interface.
package storage

import (
	"errors"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// ErrCompacted says that a version is so old that it is not known any more what happened since.
var ErrCompacted = errors.New("the version is too old")

// Object is one that is stored. Nobody changes what it points to.
type Object = unstructured.Unstructured

// Event is a write: Old is nil when an object is made, New when it is removed. Both have the version that they got by
// their own write, so that Revision, not Old, tells the version of a removal.
type Event struct {
	Key      string
	Revision int64
	Old, New *Object
}

// List is the state of a collection at one moment, in the order of keys.
type List struct {
	Revision int64
	Keys     []string
	Objects  []*Object
}

// Interface is a store. Keys are paths; versions are numbers that grow with every write of any object.
type Interface interface {
	// Get gives an object, or nil.
	Get(key string) (*Object, error)
	// List gives what is below a prefix, now or, unless it is 0, at an earlier version; ErrCompacted.
	List(prefix string, revision int64) (List, error)
	// Update writes what change makes of an object, nil for none; giving nil back removes it, giving it itself back
	// writes nothing. No other write comes between; change may be called again. An error of change is given back.
	// What is written gets its resourceVersion here.
	Update(key string, change func(current *Object) (*Object, error)) (*Object, error)
	// Events gives what was written below a prefix after a version, the version up to which it looked, and a channel
	// that is closed with the next write; ErrCompacted.
	Events(prefix string, after int64) ([]Event, int64, <-chan struct{}, error)
	// Revision is the version of the last write, and the oldest one that List and Events know.
	Revision() (current, oldest int64)
}
