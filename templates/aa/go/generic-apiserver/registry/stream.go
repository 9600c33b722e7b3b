package registry

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/internalversion"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	genericregistry "k8s.io/apiserver/pkg/registry/generic/registry"
)

// Stream is what a log or a console has at hand.
type Stream struct {
	// Object is of the stored version, as it was when the client came.
	Object runtime.Object
	name   string
	store  *genericregistry.Store
}

// Change is what became of an object; of a deletion it has the last state.
type Change struct {
	Type   watch.EventType
	Time   time.Time
	Object runtime.Object
}

func openStream(ctx context.Context, store *genericregistry.Store, name string) (*Stream, error) {
	stream := &Stream{name: name, store: store}
	var err error
	stream.Object, err = stream.Read(ctx)
	return stream, err
}

// Read gives the object as it is now.
func (s *Stream) Read(ctx context.Context) (runtime.Object, error) {
	return s.store.Get(ctx, s.name, &metav1.GetOptions{})
}

// Changes are those after the state of Object, until the object is deleted or the context ends.
func (s *Stream) Changes(ctx context.Context) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		accessor, err := meta.Accessor(s.Object)
		if err != nil {
			yield(Change{}, err)
			return
		}
		version := accessor.GetResourceVersion()
		for ctx.Err() == nil {
			watcher, err := s.store.Watch(ctx, &internalversion.ListOptions{
				FieldSelector:   fields.OneTermEqualSelector("metadata.name", s.name),
				ResourceVersion: version,
			})
			if err != nil {
				yield(Change{}, err)
				return
			}
			next := forward(ctx, watcher, yield)
			watcher.Stop()
			if next == "" {
				return
			}
			version = next
		}
	}
}

// forward hands on what a watch says, and says from which version to go on once it has ended; empty when that was all.
func forward(ctx context.Context, watcher watch.Interface, yield func(Change, error) bool) (version string) {
	for {
		select {
		case <-ctx.Done():
			return ""
		case event, open := <-watcher.ResultChan():
			if !open {
				return version
			}
			if event.Type == watch.Error {
				yield(Change{}, apierrors.FromObject(event.Object))
				return ""
			}
			accessor, err := meta.Accessor(event.Object)
			if err != nil {
				yield(Change{}, err)
				return ""
			}
			version = accessor.GetResourceVersion()
			if !yield(Change{event.Type, time.Now(), event.Object}, nil) || event.Type == watch.Deleted {
				return ""
			}
		}
	}
}

// Write is the last one of a client, as far as managed fields tell.
type Write struct {
	Time      time.Time
	Manager   string
	Operation string
}

// WritesOf are those to an object, the oldest first.
func WritesOf(object runtime.Object) []Write {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil
	}
	var writes []Write
	for _, entry := range accessor.GetManagedFields() {
		if entry.Time != nil {
			operation := strings.TrimSpace(string(entry.Operation) + " " + entry.Subresource)
			writes = append(writes, Write{entry.Time.Time, entry.Manager, operation})
		}
	}
	slices.SortStableFunc(writes, func(a, b Write) int { return a.Time.Compare(b.Time) })
	return writes
}
