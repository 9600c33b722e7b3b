package storage

import (
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

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

// kept is the number of writes after which older ones may be forgotten.
const kept = 10_000

// NewMemory makes an empty store. Versions begin with the time, so that they grow beyond those of an earlier process.
func NewMemory() *Memory {
	begin := time.Now().UnixMilli()
	return &Memory{objects: map[string]*Object{}, first: begin, current: begin, written: make(chan struct{})}
}

func (m *Memory) Revision() (int64, int64) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	return m.current, m.first
}

func (m *Memory) Get(key string) (*Object, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	return m.objects[key], nil
}

func (m *Memory) List(prefix string, revision int64) (List, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	found := map[string]*Object{}
	for key, object := range m.objects {
		if strings.HasPrefix(key, prefix) {
			found[key] = object
		}
	}
	if revision == 0 || revision > m.current {
		revision = m.current
	}
	if revision < m.first {
		return List{}, ErrCompacted
	}
	later := m.events[m.after(revision):]
	for _, event := range slices.Backward(later) {
		if !strings.HasPrefix(event.Key, prefix) {
			continue
		}
		if event.Old == nil {
			delete(found, event.Key)
		} else {
			found[event.Key] = event.Old
		}
	}
	keys := slices.Sorted(maps.Keys(found))
	objects := make([]*Object, len(keys))
	for i, key := range keys {
		objects[i] = found[key]
	}
	return List{Revision: revision, Keys: keys, Objects: objects}, nil
}

func (m *Memory) Update(key string, change func(*Object) (*Object, error)) (*Object, error) {
	m.writer.Lock()
	defer m.writer.Unlock()
	old, err := m.Get(key)
	if err != nil {
		return nil, err
	}
	next, err := change(old)
	if err != nil || next == old {
		return next, err
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
		m.events = slices.Clone(m.events[len(m.events)-kept:])
		m.first = m.events[0].Revision - 1
	}
	close(m.written)
	m.written = make(chan struct{})
	return next, nil
}

func (m *Memory) Events(prefix string, after int64) ([]Event, int64, <-chan struct{}, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	if after < m.first {
		return nil, 0, nil, ErrCompacted
	}
	var found []Event
	for _, event := range m.events[m.after(after):] {
		if strings.HasPrefix(event.Key, prefix) {
			found = append(found, event)
		}
	}
	return found, max(after, m.current), m.written, nil
}

// after is the index of the first event after a version.
func (m *Memory) after(revision int64) int {
	return sort.Search(len(m.events), func(i int) bool { return m.events[i].Revision > revision })
}
