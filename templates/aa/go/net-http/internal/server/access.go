package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/cache"
)

// followed is a value that is read again and again; what cannot be read stays as it was.
type followed[T any] struct {
	what string
	// read gives the value and a mark, which differs where the value does. It may throw.
	read  func(ctx context.Context) (value *T, mark string)
	value atomic.Pointer[T]
	mark  string
}

func (f *followed[T]) load(ctx context.Context) (err error) {
	defer catch(&err)
	if value, mark := f.read(ctx); mark != f.mark {
		f.mark = mark
		f.value.Store(value)
	}
	return nil
}

// follow reads every five seconds; a failure is told once.
func (f *followed[T]) follow(ctx context.Context) {
	for told := ""; ctx.Err() == nil; time.Sleep(5 * time.Second) {
		before, err := f.mark, f.load(ctx)
		if f.mark != before {
			log.Printf("%s was read again: it has changed", f.what)
		}
		if err != nil && err.Error() != told {
			log.Printf("%s stays as it was: %v", f.what, err)
		}
		told = fmt.Sprint(err)
	}
}

// servingCertificate is a pair of files in PEM.
func servingCertificate(certFile, keyFile string) *followed[tls.Certificate] {
	read := func(context.Context) (*tls.Certificate, string) {
		cert, key := must(os.ReadFile(certFile)), must(os.ReadFile(keyFile))
		pair, err := tls.X509KeyPair(cert, key)
		if err != nil {
			throw(fmt.Errorf("%s and %s: %w", certFile, keyFile, err))
		}
		return &pair, string(cert) + string(key)
	}
	return &followed[tls.Certificate]{what: "The certificate", read: read}
}

// trust is whose certificates are believed: those of clients, and those of a front proxy, whose headers say who asks.
type trust struct {
	clients, proxies              *x509.CertPool
	names                         []string // common names of proxies; any where it is empty
	users, uids, groups, prefixes []string // headers
}

// trustOfFiles is that of flags; either file may be without a name.
func trustOfFiles(clientCA, proxyCA string, headers trust) *followed[trust] {
	open := func(file string) (data []byte) {
		if file == "" {
			return nil
		}
		if data = must(os.ReadFile(file)); len(data) == 0 {
			throw(fmt.Errorf("%s is empty", file))
		}
		return data
	}
	read := func(context.Context) (*trust, string) {
		found, clients, proxies := headers, open(clientCA), open(proxyCA)
		found.clients, found.proxies = authorities(clientCA, clients), authorities(proxyCA, proxies)
		return &found, string(clients) + "\n" + string(proxies)
	}
	return &followed[trust]{what: "Whom to believe", read: read}
}

// trustOfCluster is what kube-apiserver says in a ConfigMap. A header that it does not name is not believed, because
// that kube-apiserver does not take it from what clients send.
func trustOfCluster(from *cluster) *followed[trust] {
	read := func(ctx context.Context) (*trust, string) {
		found := corev1.ConfigMap{}
		path := "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication"
		if err := from.ask(ctx, http.MethodGet, path, nil, &found); err != nil {
			throw(fmt.Errorf("the ConfigMap extension-apiserver-authentication in kube-system: %w; allow it with: "+
				"kubectl -n kube-system create rolebinding NAME --role=extension-apiserver-authentication-reader "+
				"--serviceaccount=NAMESPACE:NAME", err))
		}
		list := func(key string) (names []string) {
			if text := found.Data["requestheader-"+key]; text != "" {
				throw(json.Unmarshal([]byte(text), &names))
			}
			return names
		}
		pool := func(key string) *x509.CertPool { return authorities(key, []byte(found.Data[key])) }
		return &trust{
			clients: pool("client-ca-file"), proxies: pool("requestheader-client-ca-file"), names: list("allowed-names"),
			users: list("username-headers"), uids: list("uid-headers"), groups: list("group-headers"),
			prefixes: list("extra-headers-prefix"),
		}, string(must(json.Marshal(found.Data)))
	}
	return &followed[trust]{what: "Whom to believe", read: read}
}

// authorities are those of a PEM; nil of nothing.
func authorities(name string, data []byte) *x509.CertPool {
	if len(data) == 0 {
		return nil
	}
	pool, first := x509.NewCertPool(), true
	for block, rest := pem.Decode(data); first || block != nil; block, rest = pem.Decode(rest) {
		if block == nil {
			throw(errors.New(name + ": there is no certificate in PEM"))
		}
		pool.AddCert(must(x509.ParseCertificate(block.Bytes)))
		first = false
	}
	return pool
}

// authenticator finds out who asks: by the headers of the front proxy, a client certificate or a token.
type authenticator struct {
	sources []*followed[trust]
	cluster *cluster // reviews tokens; without it none is accepted
	tokens  *cache.LRUExpireCache
}

func newAuthenticator(of *cluster) *authenticator {
	return &authenticator{cluster: of, tokens: cache.NewLRUExpireCache(4096)}
}

// authenticate gives who asks; whoever shows nothing is system:anonymous. What is shown and not believed is a 401.
func (a *authenticator) authenticate(r *http.Request) authenticationv1.UserInfo {
	user, err := a.known(r)
	switch {
	case user == nil && err != nil:
		throw(errors.Join(apierrors.NewUnauthorized("Unauthorized"), err))
	case user == nil:
		return authenticationv1.UserInfo{Username: "system:anonymous", Groups: []string{"system:unauthenticated"}}
	case !slices.Contains(user.Groups, "system:authenticated") && user.Username != "system:anonymous":
		user.Groups = append(slices.Clone(user.Groups), "system:authenticated")
	}
	return *user
}

func (a *authenticator) known(r *http.Request) (user *authenticationv1.UserInfo, failed error) {
	var trusts []*trust
	for _, source := range a.sources {
		if current := source.value.Load(); current != nil {
			trusts = append(trusts, current)
		}
	}
	type finder = func(*trust, *http.Request) (*authenticationv1.UserInfo, error)
	for _, find := range []finder{(*trust).byProxy, (*trust).byCertificate} {
		for _, each := range trusts {
			user, err := find(each, r)
			if user != nil {
				return user, nil
			}
			failed = errors.Join(failed, err)
		}
	}
	if r.TLS != nil && len(r.TLS.PeerCertificates) > 0 && failed == nil {
		failed = errors.New("nobody here believes client certificates")
	}
	token, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !isBearer {
		return nil, failed
	}
	user, err := a.byToken(r.Context(), strings.TrimSpace(token))
	return user, errors.Join(failed, err)
}

// byProxy believes headers of a peer whose certificate the CA of the front proxy signed, and of nobody else.
func (t *trust) byProxy(r *http.Request) (*authenticationv1.UserInfo, error) {
	leaf, err := verify(r, t.proxies)
	if leaf == nil || err != nil {
		return nil, err
	}
	if name := leaf.Subject.CommonName; len(t.names) > 0 && !slices.Contains(t.names, name) {
		return nil, fmt.Errorf("x509: subject with cn=%s is not in the allowed list", name)
	}
	values := func(names []string) (all []string) {
		for _, name := range names {
			all = append(all, r.Header.Values(name)...)
		}
		return all
	}
	users, uids := values(t.users), append(values(t.uids), "")
	if len(users) == 0 || users[0] == "" {
		return nil, nil
	}
	user := &authenticationv1.UserInfo{Username: users[0], UID: uids[0], Groups: values(t.groups)}
	user.Extra = map[string]authenticationv1.ExtraValue{}
	for name, values := range r.Header {
		for _, prefix := range t.prefixes {
			if len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
				key := strings.ToLower(name[len(prefix):])
				if plain, err := url.PathUnescape(key); err == nil {
					key = plain
				}
				user.Extra[key] = append(user.Extra[key], values...)
			}
		}
	}
	return user, nil
}

func (t *trust) byCertificate(r *http.Request) (*authenticationv1.UserInfo, error) {
	leaf, err := verify(r, t.clients)
	if leaf == nil || err != nil {
		return nil, err
	}
	return &authenticationv1.UserInfo{Username: leaf.Subject.CommonName, Groups: leaf.Subject.Organization}, nil
}

// verify checks what a client showed against CAs.
func verify(r *http.Request, pool *x509.CertPool) (*x509.Certificate, error) {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 || pool == nil {
		return nil, nil
	}
	leaf, intermediates := r.TLS.PeerCertificates[0], x509.NewCertPool()
	for _, each := range r.TLS.PeerCertificates[1:] {
		intermediates.AddCert(each)
	}
	usage := []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: pool, Intermediates: intermediates, KeyUsages: usage})
	return leaf, err
}

// answersHold is how long kube-apiserver is not asked again.
const answersHold = 10 * time.Second

func (a *authenticator) byToken(ctx context.Context, token string) (*authenticationv1.UserInfo, error) {
	refused := errors.New("the token is not accepted")
	if a.cluster == nil || token == "" {
		return nil, refused
	}
	known, isKnown := a.tokens.Get(token)
	if !isKnown {
		review := &authenticationv1.TokenReview{Spec: authenticationv1.TokenReviewSpec{Token: token}}
		review.Kind, review.APIVersion = "TokenReview", "authentication.k8s.io/v1"
		if err := a.cluster.review(ctx, "/apis/authentication.k8s.io/v1/tokenreviews", review); err != nil {
			return nil, err
		}
		known = review.Status
		a.tokens.Add(token, known, answersHold)
	}
	if status := known.(authenticationv1.TokenReviewStatus); status.Authenticated {
		return &status.User, nil
	}
	return nil, refused
}

// Values of --authorization-mode.
const (
	webhook       = "Webhook"
	systemMasters = "SystemMasters"
	alwaysAllow   = "AlwaysAllow"
)

// authorizer decides who may do what: kube-apiserver does, by RBAC, and without it there is little that is allowed.
type authorizer struct {
	mode      string
	cluster   *cluster // asked in Webhook alone
	decisions *cache.LRUExpireCache
}

func newAuthorizer(mode string, of *cluster) *authorizer {
	return &authorizer{mode: mode, cluster: of, decisions: cache.NewLRUExpireCache(4096)}
}

// authorize lets a user do something, or throws a 403; where nobody can tell, too.
func (a *authorizer) authorize(c *call) {
	allowed, reason := a.decide(c)
	if reason != "" {
		reason = ": " + reason
	}
	resource, where := c.Resource, "at the cluster scope"
	if c.Subresource != "" {
		resource += "/" + c.Subresource
	}
	if c.Namespace != "" {
		where = fmt.Sprintf("in the namespace %q", c.Namespace)
	}
	denied := apierrors.NewForbidden(schema.GroupResource{Group: c.Group, Resource: c.Resource}, c.Name, fmt.Errorf(
		"User %q cannot %s resource %q in API group %q %s%s", c.user.Username, c.Verb, resource, c.Group, where, reason))
	if !c.isResource {
		denied.ErrStatus.Message = fmt.Sprintf(
			"forbidden: User %q cannot %s path %q%s", c.user.Username, c.Verb, c.r.URL.Path, reason)
	}
	if !allowed {
		throw(denied)
	}
}

func (a *authorizer) decide(c *call) (bool, string) {
	isProbe := !c.isResource && c.Verb == "get" && c.isBelow("/healthz", "/livez", "/readyz")
	switch {
	case a.mode == alwaysAllow, slices.Contains(c.user.Groups, "system:masters"), isProbe:
		return true, ""
	case a.mode == systemMasters:
		isPublic := !c.isResource && c.Verb == "get" && c.isBelow("/apis", "/openapi", "/version")
		return (isPublic && slices.Contains(c.user.Groups, "system:authenticated")) || c.isController(), ""
	}
	spec := authorizationv1.SubjectAccessReviewSpec{
		User: c.user.Username, UID: c.user.UID, Groups: c.user.Groups, Extra: map[string]authorizationv1.ExtraValue{},
	}
	for key, values := range c.user.Extra {
		spec.Extra[key] = authorizationv1.ExtraValue(values)
	}
	if c.isResource {
		spec.ResourceAttributes = &c.ResourceAttributes
	} else {
		spec.NonResourceAttributes = &authorizationv1.NonResourceAttributes{Verb: c.Verb, Path: c.r.URL.Path}
	}
	key := string(must(json.Marshal(spec)))
	known, isKnown := a.decisions.Get(key)
	if !isKnown {
		review := &authorizationv1.SubjectAccessReview{Spec: spec}
		review.Kind, review.APIVersion = "SubjectAccessReview", "authorization.k8s.io/v1"
		err := a.cluster.review(c.r.Context(), "/apis/authorization.k8s.io/v1/subjectaccessreviews", review)
		if err != nil {
			return false, "kube-apiserver cannot be asked"
		}
		known = review.Status
		a.decisions.Add(key, known, answersHold)
	}
	status := known.(authorizationv1.SubjectAccessReviewStatus)
	return status.Allowed && !status.Denied, status.Reason
}

// isController is for what RBAC gives the controllers of every cluster: without it no namespace could be deleted.
func (c *call) isController() bool {
	verbs := map[string]string{
		"system:serviceaccount:kube-system:namespace-controller":      "get list delete deletecollection",
		"system:serviceaccount:kube-system:generic-garbage-collector": "get list watch patch update delete",
	}[c.user.Username]
	return c.isResource && slices.Contains(strings.Fields(verbs), c.Verb)
}

func (c *call) isBelow(roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return c.r.URL.Path == root || strings.HasPrefix(c.r.URL.Path, root+"/")
	})
}
