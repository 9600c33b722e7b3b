package server

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/cache"
)

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
	for _, find := range []func(*trust, *http.Request) (*authenticationv1.UserInfo, error){(*trust).byProxy, (*trust).byCertificate} {
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
