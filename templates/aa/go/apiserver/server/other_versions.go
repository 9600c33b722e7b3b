package server

import (
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// otherVersions reads an object of a version that is not served as one of no content: the library then says which
// version it expects, as it does for custom resources. For its own types it says which part of it knows no such type.
type otherVersions struct {
	runtime.NegotiatedSerializer
}

// DecoderToVersion is asked for by the library.
func (o otherVersions) DecoderToVersion(decoder runtime.Decoder, version runtime.GroupVersioner) runtime.Decoder {
	return otherVersionDecoder{o.NegotiatedSerializer.DecoderToVersion(decoder, version)}
}

type otherVersionDecoder struct {
	runtime.Decoder
}

// Decode is given defaults with the body of a request, and none with what is made of a patch.
func (d otherVersionDecoder) Decode(data []byte, defaults *schema.GroupVersionKind, into runtime.Object) (runtime.Object, *schema.GroupVersionKind, error) {
	object, kind, err := d.Decoder.Decode(data, defaults, into)
	if runtime.IsNotRegisteredError(err) && defaults != nil && kind != nil && into != nil && kind.GroupVersion() != defaults.GroupVersion() {
		return into, kind, nil
	}
	return object, kind, err
}
