// Package storage keeps objects. Everything above it works with any store that keeps to Interface.
package storage

import (
	"errors"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// ErrCompacted says that a version is so old that it is not known any more what happened since.
var ErrCompacted = errors.New("the version is too old")

// Object is one that is stored. Nobody changes what it points to.
type Object = unstructured.Unstructured

// Event is a write: Old is nil when an object is made, New when it is removed; then Revision alone has its version.
type Event struct {
	Key      string
	Revision int64
	Old, New *Object
}

type List struct {
	Revision int64
	Keys     []string
	Objects  []*Object
}

// Interface is a store. Keys are paths; versions are numbers that grow with every write of any object.
type Interface interface {
	Get(key string) (*Object, error)
	// List gives what is below a prefix, now or, unless it is 0, at an earlier version; ErrCompacted.
	List(prefix string, revision int64) (List, error)
	// Update writes what change makes of an object, nil for none, with a new resourceVersion, unless it is the same one,
	// and gives its error back. No other write comes between; change may be called again.
	Update(key string, change func(current *Object) (*Object, error)) error
	// Events gives what was written below a prefix after a version, the version up to which it looked, and a channel
	// that is closed with the next write; ErrCompacted with the oldest version that is known.
	Events(prefix string, after int64) ([]Event, int64, <-chan struct{}, error)
	Revision() int64
}

// Memory keeps objects in the process, and with them the last writes.
type Memory struct {
	writer  sync.Mutex // held while an object changes
	mutex   sync.RWMutex
	objects map[string]*Object
	events  []Event // oldest first
	first   int64   // the version before the oldest event
	current int64
	written chan struct{} // closed by the next write
}

const kept = 10_000 // writes; older ones may be forgotten

// NewMemory makes an empty store. Versions begin with the time, so that they grow beyond those of an earlier process.
func NewMemory() *Memory {
	begin := time.Now().UnixMilli()
	return &Memory{objects: map[string]*Object{}, first: begin, current: begin, written: make(chan struct{})}
}

func (m *Memory) Revision() int64 {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	return m.current
}

func (m *Memory) Get(key string) (*Object, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	return m.objects[key], nil
}

func (m *Memory) List(prefix string, revision int64) (List, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	if revision == 0 {
		revision = m.current
	}
	if revision < m.first {
		return List{}, ErrCompacted
	}
	found := maps.Clone(m.objects)
	for _, event := range slices.Backward(m.events[m.after(revision):]) {
		if found[event.Key] = event.Old; event.Old == nil {
			delete(found, event.Key)
		}
	}
	maps.DeleteFunc(found, func(key string, _ *Object) bool { return !strings.HasPrefix(key, prefix) })
	list := List{Revision: revision, Keys: slices.Sorted(maps.Keys(found))}
	for _, key := range list.Keys {
		list.Objects = append(list.Objects, found[key])
	}
	return list, nil
}

func (m *Memory) Update(key string, change func(*Object) (*Object, error)) error {
	m.writer.Lock()
	defer m.writer.Unlock()
	old, _ := m.Get(key)
	next, err := change(old)
	if err != nil || next == old {
		return err
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.current++
	if next == nil {
		delete(m.objects, key)
	} else {
		next.SetResourceVersion(strconv.FormatInt(m.current, 10))
		m.objects[key] = next
	}
	m.events = append(m.events, Event{Key: key, Revision: m.current, Old: old, New: next})
	if len(m.events) > 2*kept {
		m.events = slices.Clone(m.events[kept:])
		m.first = m.events[0].Revision - 1
	}
	close(m.written)
	m.written = make(chan struct{})
	return nil
}

func (m *Memory) Events(prefix string, after int64) ([]Event, int64, <-chan struct{}, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	if after < m.first {
		return nil, m.first, nil, ErrCompacted
	}
	found := slices.Clone(m.events[m.after(after):])
	found = slices.DeleteFunc(found, func(event Event) bool { return !strings.HasPrefix(event.Key, prefix) })
	return found, max(after, m.current), m.written, nil
}

func (m *Memory) after(revision int64) int {
	return sort.Search(len(m.events), func(i int) bool { return m.events[i].Revision > revision })
}
