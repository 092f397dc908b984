export { errorCode, fileProblem } from '../../core/files/fileProblem';
