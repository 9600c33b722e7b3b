package registry

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	genericregistry "k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/klog/v2"
)

// Log is text that only comes. It is read as kubectl logs reads that of a pod: with the parameters follow, tailLines,
// sinceTime, sinceSeconds, timestamps and limitBytes.
type Log struct {
	// Past are the lines that are there already, the oldest first.
	Past func(ctx context.Context, stream *Stream) ([]LogLine, error)
	// Next prints the lines that come after them, until there is an end to it. To print fails once nobody reads.
	Next func(ctx context.Context, stream *Stream, print func(LogLine) error) error
}

// LogLine is one line of a log.
type LogLine struct {
	Time time.Time
	Text string
}

// logStorage is the subresource log: kube-apiserver lets requests to one of this name last.
type logStorage struct {
	store *genericregistry.Store
	kind  *Kind
}

var _ rest.Connecter = &logStorage{}

func (l *logStorage) New() runtime.Object                               { return l.store.New() }
func (l *logStorage) Destroy()                                          {}
func (l *logStorage) ConnectMethods() []string                          { return []string{http.MethodGet} }
func (l *logStorage) NewConnectOptions() (runtime.Object, bool, string) { return nil, false, "" }
func (l *logStorage) ProducesMIMETypes(string) []string                 { return []string{"text/plain"} }
func (l *logStorage) ProducesObject(string) any                         { return "" }

func (l *logStorage) Connect(ctx context.Context, name string, _ runtime.Object, responder rest.Responder) (http.Handler, error) {
	stream, err := openStream(ctx, l.store, name)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(writer http.ResponseWriter, req *http.Request) {
		options, err := logOptionsOf(req.URL.Query(), l.kind.Kind)
		if err != nil {
			responder.Error(err)
			return
		}
		past, err := l.kind.Log.Past(ctx, stream)
		if err != nil {
			responder.Error(err)
			return
		}
		writer.Header().Set("Content-Type", "text/plain")
		writer.Header().Set("Cache-Control", "no-cache, private")
		printer := &logPrinter{writer, options}
		err = printer.printAll(options.chosen(past))
		if err == nil && options.follow {
			err = l.kind.Log.Next(ctx, stream, printer.print)
		}
		if err != nil && !errors.Is(err, errNoMore) && ctx.Err() == nil {
			klog.FromContext(ctx).Error(err, "A log failed", "object", name)
			// Cut off rather than ended: nobody may take it for the whole log.
			panic(http.ErrAbortHandler)
		}
	}), nil
}

// errNoMore says that as much was printed as was asked for.
var errNoMore = errors.New("nothing more is read")

type logPrinter struct {
	writer  http.ResponseWriter
	options *logOptions
}

func (p *logPrinter) printAll(lines []LogLine) error {
	for _, line := range lines {
		if err := p.print(line); err != nil {
			return err
		}
	}
	// Who follows a log without lines is to know that it is there.
	return http.NewResponseController(p.writer).Flush()
}

func (p *logPrinter) print(line LogLine) error {
	text := line.Text + "\n"
	if p.options.timestamps {
		text = line.Time.UTC().Format(time.RFC3339Nano) + " " + text
	}
	limit := p.options.limitBytes
	if limit != nil {
		text = text[:min(int64(len(text)), *limit)]
		*limit -= int64(len(text))
	}
	if _, err := p.writer.Write([]byte(text)); err != nil {
		return err
	}
	if limit != nil && *limit == 0 {
		return errNoMore
	}
	return http.NewResponseController(p.writer).Flush()
}

// logOptions are what the query says, by the names and the rules of corev1.PodLogOptions.
type logOptions struct {
	follow, timestamps    bool
	tailLines, limitBytes *int64
	since                 time.Time
}

func (o *logOptions) chosen(past []LogLine) []LogLine {
	var late []LogLine
	for _, line := range past {
		if !line.Time.Before(o.since) {
			late = append(late, line)
		}
	}
	if o.tailLines != nil {
		late = late[max(0, int64(len(late))-*o.tailLines):]
	}
	return late
}

func logOptionsOf(query url.Values, kind string) (*logOptions, error) {
	options := &logOptions{follow: isOn(query, "follow"), timestamps: isOn(query, "timestamps")}
	var sinceSeconds *int64
	var problems field.ErrorList
	for _, number := range []struct {
		name  string
		value **int64
		least int64
	}{{"tailLines", &options.tailLines, 0}, {"limitBytes", &options.limitBytes, 1}, {"sinceSeconds", &sinceSeconds, 1}} {
		text := query.Get(number.name)
		if text == "" {
			continue
		}
		value, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, apierrors.NewBadRequest(fmt.Sprintf("%s: %q is not a whole number", number.name, text))
		}
		*number.value = &value
		if value < number.least {
			problems = append(problems, field.Invalid(field.NewPath(number.name), value, fmt.Sprintf("must be greater than or equal to %d", number.least)))
		}
	}
	if sinceSeconds != nil {
		options.since = time.Now().Add(-time.Duration(*sinceSeconds) * time.Second)
	}
	if text := query.Get("sinceTime"); text != "" {
		since, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return nil, apierrors.NewBadRequest(fmt.Sprintf("sinceTime: %q is not a time of RFC 3339", text))
		}
		if sinceSeconds != nil {
			problems = append(problems, field.Forbidden(field.NewPath(""), "at most one of `sinceTime` or `sinceSeconds` may be specified"))
		}
		options.since = since
	}
	if len(problems) > 0 {
		return nil, apierrors.NewInvalid(schema.GroupKind{Kind: kind + "LogOptions"}, "", problems)
	}
	return options, nil
}

// isOn reads a switch as the API does: with a name and no value it is on.
func isOn(query url.Values, name string) bool {
	value := query.Get(name)
	return query.Has(name) && value != "false" && value != "0"
}
