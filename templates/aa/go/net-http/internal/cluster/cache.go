package cluster

import (
	"sync"
	"time"
)

// Cache keeps answers for a while, so that not every request asks kube-apiserver.
type Cache[T any] struct {
	mutex   sync.Mutex
	answers map[string]*answer[T]
}

type answer[T any] struct {
	mutex sync.Mutex
	value T
	until time.Time
}

// room is the number of answers after which all are forgotten.
const room = 4096

// Get gives what is known, or asks; whoever asks the same at the same time waits for one answer. Errors are not kept.
func (c *Cache[T]) Get(key string, ask func() (T, time.Duration, error)) (T, error) {
	c.mutex.Lock()
	known := c.answers[key]
	if known == nil {
		if c.answers == nil || len(c.answers) > room {
			c.answers = map[string]*answer[T]{}
		}
		known = &answer[T]{}
		c.answers[key] = known
	}
	c.mutex.Unlock()
	known.mutex.Lock()
	defer known.mutex.Unlock()
	if time.Now().Before(known.until) {
		return known.value, nil
	}
	value, holds, err := ask()
	if err != nil {
		return value, err
	}
	known.value, known.until = value, time.Now().Add(holds)
	return value, nil
}
